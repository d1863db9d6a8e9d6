import { BEYOND_STANDARD } from './beyond-standard.ts'

/**
 * What the font files hold, as `unicode-range` writes it. A browser sets a word from two files where one
 * of its letters is in another file, or in none: so a file claims exactly what it holds, and a page has
 * one file for all its Arabic words.
 *
 * The space is with the Arabic letters: the font that contains it sets the height of a line, and every
 * Arabic line has spaces.
 */
export const FONT_LETTERS = {
  /** Modern standard Arabic, and what the Maghreb and Persian add to it in names. */
  arabic:
    'U+20,U+a0,U+60c,U+61b,U+61f,U+621-63a,U+640-655,U+660-66d,U+670-671,U+67e,U+686,U+698,U+6a4,U+6a8-6a9,U+6ad,U+6af,U+6cc,U+200c-200d,U+fd3e-fd3f',
  /**
   * The same, with Urdu, Kurdish, Pashto, Sindhi, Uyghur, Kashmiri, Punjabi, Jawi and the signs of the
   * Quran. Instead of the standard letters, on pages that need them.
   */
  extendedArabic:
    'U+20,U+a0,U+60c,U+60e-61b,U+61f-63a,U+640-65b,U+65f-68a,U+68c-68f,U+691,U+693,U+695-696,U+698-69a,U+6a0,U+6a4,U+6a6-6ab,U+6ad,U+6af,U+6b1,U+6b3,U+6b5,U+6ba-6be,U+6c0-6fe,U+759,U+762,U+768,U+8f0-8f2,U+200c-200d,U+fd3e-fd3f',
  /** Digits, punctuation, currency and units: on every page, so in a file of their own. */
  signs:
    'U+21-40,U+5b-60,U+7b-7e,U+a3,U+ab,U+b0-b1,U+b7,U+bb,U+d7,U+f7,U+2013-2014,U+2018-2019,U+201c-201d,U+2022,U+2026,U+2039-203a,U+20ac,U+2212',
  latin: 'U+41-5a,U+61-7a,U+c0-d6,U+d8-f6,U+f8-ff,U+131,U+152-153,U+2bb-2bc',
  /** Names from Turkey to Poland, and the transliteration of Arabic: ʿ ā ḥ. */
  moreLatin:
    'U+100-130,U+132-151,U+154-17f,U+218-21b,U+2be-2bf,U+1e0c-1e0d,U+1e24-1e25,U+1e62-1e63,U+1e6c-1e6d,U+1e92-1e93',
}

/** `other`: some letter is in none of the files. Then the device sets all words of that script. */
export type ArabicLetters = 'standard' | 'extended' | 'other'
export type LatinLetters = 'none' | 'standard' | 'more' | 'other'

/** The ligatures from U+FDFA on are words of their own. */
const ARABIC =
  '\\u0600-\\u061b\\u061d-\\u06ff\\u0750-\\u077f\\u0870-\\u08ff\\ufb50-\\ufdcf\\ufdf0-\\ufdf9\\ufe70-\\ufefc\\u{10ec0}-\\u{10eff}'
const LATIN =
  'A-Za-z\\u00aa\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u036f\\u1d00-\\u1eff\\u2c60-\\u2c7f\\ua720-\\ua7ff\\ufb00-\\ufb06'

const { arabic, extendedArabic, latin, moreLatin } = FONT_LETTERS
const NOT_STANDARD_ARABIC = lettersOutside(ARABIC, arabic)
const NOT_EXTENDED_ARABIC = lettersOutside(ARABIC, extendedArabic)
const NOT_STANDARD_LATIN = lettersOutside(LATIN, latin)
const NOT_MORE_LATIN = lettersOutside(LATIN, latin + moreLatin)

export function arabicLettersOf(text: string): ArabicLetters {
  if (!isBeyondStandard(text) || !NOT_STANDARD_ARABIC.test(text)) return 'standard'
  return NOT_EXTENDED_ARABIC.test(text) ? 'other' : 'extended'
}

let looked = { text: '', isBeyond: false }

/** A whole page is looked through once for both scripts. */
function isBeyondStandard(text: string): boolean {
  if (looked.text !== text) looked = { text, isBeyond: BEYOND_STANDARD.test(text) }
  return looked.isBeyond
}

/** Of a text that has Latin letters. */
export function latinLettersOf(text: string): Exclude<LatinLetters, 'none'> {
  if (!isBeyondStandard(text)) return 'standard'
  // A letter and its accent as two characters are set as one letter, where there is one.
  const composed = text.normalize('NFC')
  if (!NOT_STANDARD_LATIN.test(composed)) return 'standard'
  return NOT_MORE_LATIN.test(composed) ? 'other' : 'more'
}

function lettersOutside(script: string, ranges: string): RegExp {
  const held = ranges.replace(/U\+|,/g, ' ').replace(/[0-9a-f]+/g, '\\u{$&}')
  return new RegExp(`(?![${held.replaceAll(' ', '')}])[${script}]`, 'u')
}
