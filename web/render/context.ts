import type { Calendar } from '../../content/model/date.ts'
import { isLanguage } from '../../content/model/language-tag.ts'
import type { Site } from '../../content/model/site.ts'
import { directionOf } from '../strings/direction.ts'
import { hasStrings, stringsFor } from '../strings/languages.ts'
import type { Strings } from '../strings/strings.ts'
import { PictureRules } from './picture-rules.ts'

/** What every component needs from the page around it. */
export interface RenderContext {
  site: Site
  /** The language of the interface's words: the site's; inside a story, the story's own. */
  language: string
  strings: Strings
  calendar: Calendar
  /** The page's own address, from the site's root. */
  path: string
  /** Milliseconds since 1970. */
  now: number
  /** Collects the CSS rules of pictures that have a focus or a colour. */
  pictures: PictureRules
}

export function createContext(site: Site, path: string, now: number): RenderContext {
  const { language, timeZone, months, digits, hijri, hijriOffset } = site
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
      hijriOffset,
    },
    path,
    now,
    pictures: new PictureRules(),
  }
}

/** The context inside a story of this language, if the interface has words in that language. */
export function withLanguage(context: RenderContext, language: string): RenderContext {
  if (language === context.language || !hasStrings(language)) return context
  const { site, path, now, pictures } = context
  return { ...createContext({ ...site, language }, path, now), site, pictures }
}

/**
 * The locale in which the browser formats numbers and relative times. A language that `Intl` does not
 * take would stop every island of the page.
 */
export function localeOf({ language, calendar }: RenderContext): string {
  if (!isLanguage(language)) return `ar-u-nu-${calendar.digits}`
  return `${language}-u-nu-${calendar.language === 'ar' ? calendar.digits : 'latn'}`
}

/** The attributes of an element with words of the interface, inside a text of another language. */
export function languageAttributes({ language }: RenderContext): {
  lang: string
  dir: 'rtl' | 'ltr'
} {
  return { lang: language, dir: directionOf(language) }
}
