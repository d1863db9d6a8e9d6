import type { Calendar } from '../content/model/date.ts'
import type { Site } from '../content/model/site.ts'
import { type Strings, stringsFor } from './strings/strings.ts'

/** What every component needs to know of the page around it. */
export interface Setting {
  site: Site
  /** The words of the interface, in the language of the site. */
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

/**
 * The rules of single pictures. `style` attributes are blocked by the content security policy, so a
 * focus or a colour becomes a class in the page's second style block.
 */
class PictureRules {
  readonly #classes = new Map<string, string>()

  classFor(focus: [number, number] | undefined, color: string | undefined): string | undefined {
    const rule = [
      ...(focus ? [`object-position:${percent(focus[0])} ${percent(focus[1])}`] : []),
      ...(color ? [`background:${color}`] : []),
    ].join(';')
    if (rule === '') return undefined
    const known = this.#classes.get(rule)
    if (known !== undefined) return known
    const name = `x${this.#classes.size}`
    this.#classes.set(rule, name)
    return name
  }

  css(): string {
    return [...this.#classes].map(([rule, name]) => `.${name}{${rule}}`).join('')
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
