import type { Calendar } from '../content/model/date.ts'
import type { Site } from '../content/model/site.ts'
import { directionOf, hasStrings, type Strings, stringsFor } from './strings/strings.ts'

/** What every component needs to know of the page around it. */
export interface Setting {
  site: Site
  /** The language of the interface's words: the site's, inside a story the story's own. */
  language: string
  strings: Strings
  calendar: Calendar
  /** The page's own address, from the site's root. */
  path: string
  /** Milliseconds since 1970. */
  now: number
  /** Pictures whose crop or colour needs a rule of its own. */
  pictures: PictureRules
}

export function settingOf(site: Site, path: string, now: number): Setting {
  const { language, timeZone, months, digits, hijri } = site
  return {
    site,
    language,
    strings: stringsFor(language),
    calendar: {
      language: language.startsWith('ar') ? 'ar' : language,
      timeZone,
      months,
      digits,
      hijri,
    },
    path,
    now,
    pictures: new PictureRules(),
  }
}

/** The same for what stands inside a story of this language, if the interface has words in it. */
export function inLanguage(setting: Setting, language: string): Setting {
  if (language === setting.language || !hasStrings(language)) return setting
  const { site, path, now, pictures } = setting
  return { ...settingOf({ ...site, language }, path, now), site, pictures }
}

/** The locale that numbers and times of the interface are written in by the browser. */
export function localeOf({ language, calendar }: Setting): string {
  return `${language}-u-nu-${calendar.language === 'ar' ? calendar.digits : 'latn'}`
}

/** The attributes of an element whose words are the interface's, inside a text of another language. */
export function frameOf({ language }: Setting): { lang: string; dir: 'rtl' | 'ltr' } {
  return { lang: language, dir: directionOf(language) }
}

/**
 * The rules of single pictures. `style` attributes are blocked by the content security policy, so a
 * focus or a colour becomes a class in the page's second style block. Its name says what it does, so
 * that the stories of several pages can stand on one.
 */
class PictureRules {
  readonly #rules = new Map<string, string>()

  classFor(focus: [number, number] | undefined, color: string | undefined): string | undefined {
    if (focus === undefined && color === undefined) return undefined
    const [x, y] = focus?.map((share) => Math.round(share * 100)) ?? []
    const name = ['x', x, y, color?.slice(1)].filter((part) => part !== undefined).join('-')
    const place = focus ? [`object-position:${x}% ${y}%`] : []
    const ground = color ? [`background:${color}`] : []
    this.#rules.set(name, [...place, ...ground].join(';'))
    return name
  }

  css(): string {
    return [...this.#rules].map(([name, rule]) => `.${name}{${rule}}`).join('')
  }
}
