import type { BuiltFace } from '../build/fonts/make-fonts.ts'
import { built } from './built.ts'
import {
  type ArabicLetters,
  arabicLettersOf,
  type LatinLetters,
  latinLettersOf,
} from './letters.ts'

export interface PageFonts {
  letters: ArabicLetters
  /** The `@font-face` rules. */
  css: string
  /** Addresses of what the page preloads. */
  preloaded: string[]
  /** The same, for readers who chose the sans-serif face. */
  preloadedForSans: string[]
}

/**
 * The fonts of a page by the letters of its text: one file for all its Arabic words. A script with a
 * letter that no file holds is set in the fonts of the device, and so is every word of it.
 *
 * @param body the rendered body
 * @param main the part of it between masthead and footer
 */
export function pageFonts(body: string, main: string): PageFonts {
  const latin = latinLettersOf(body)
  return fontsOf(arabicLettersOf(body), latin === 'other' || hasLatin(main) ? latin : 'none')
}

const known = new Map<string, PageFonts>()

function fontsOf(arabic: ArabicLetters, latin: LatinLetters): PageFonts {
  const key = `${arabic} ${latin}`
  const before = known.get(key)
  if (before !== undefined) return before
  const { fallbacks, faces } = built.fonts
  const arabicFace = { standard: 'arabic', extended: 'extendedArabic', other: undefined }[arabic]
  const latinFaces = ['latin', 'moreLatin']
  const isUsed = ({ letters }: BuiltFace) =>
    letters === 'signs' ||
    letters === arabicFace ||
    (latin !== 'other' && latinFaces.includes(letters))
  const isNeeded = ({ letters }: BuiltFace) =>
    !(latinFaces.includes(letters) && latin === 'none') &&
    !(letters === 'moreLatin' && latin === 'standard')
  const used = faces.filter(isUsed)
  const preloadedBy = (text: BuiltFace['neededBy']) =>
    used.filter((face) => face.neededBy === text && isNeeded(face)).map(({ href }) => href)
  const fonts: PageFonts = {
    letters: arabic,
    css: fallbacks + used.map(({ rule }) => rule).join(''),
    preloaded: preloadedBy('every-text'),
    preloadedForSans: preloadedBy('sans-text'),
  }
  known.set(key, fonts)
  return fonts
}

const LATIN = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]/

/** Whether rendered HTML has Latin letters between its tags. Linear: a text may be all `>`. */
function hasLatin(html: string): boolean {
  return html.split('<').some((part) => {
    const text = part.slice(part.indexOf('>') + 1)
    return LATIN.test(text) && LATIN.test(text.replace(/&#?\w+;/g, ''))
  })
}
