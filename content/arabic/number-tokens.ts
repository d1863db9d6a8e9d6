export interface NumberToken {
  from: number
  to: number
  /** Several groups of digits that are one number, such as a telephone number; or a sum of money. */
  isGrouped: boolean
}

/** Groups of digits, Latin or Arabic-Indic, with spaces, hyphens or brackets between them. */
const [LATIN_GROUPS, ARABIC_GROUPS] = ['\\d', '[\\u0660-\\u0669]'].map(
  (digit) =>
    new RegExp(
      // Without a lookbehind, which Safari 15 does not have.
      `(^|\\s)(["'“‘\\[{<]*\\(?\\+?\\(?${digit}+(?:[ \\u00a0\\u2009\\u202f.\\-–/()]{1,3}${digit}+)+(?![\\p{L}\\p{N}%°\\p{Sc}])\\)?)`,
      'gu',
    ),
) as [RegExp, RegExp]
const CURRENCY = /(^|\s)(\p{Sc} \S+)/gu
const WORD = /(^|\s)(\S+)/gu
const GROUP = /\d+/g
const YEAR = /^(?:1[3-9]|20)\d\d$/

/** The tokens of a text of numbers: numbers with spaces inside, and every other word. */
export function numberTokens(text: string): NumberToken[] {
  const grouped = [
    ...[LATIN_GROUPS, ARABIC_GROUPS]
      .flatMap((pattern) => placesOf(text, pattern))
      .filter(({ from, to }) => isOneNumber(latinDigits(text.slice(from, to)))),
    ...placesOf(text, CURRENCY),
  ].map((place) => ({ ...place, isGrouped: true }))
  const isFree = (word: { from: number; to: number }) =>
    grouped.every(({ from, to }) => word.to <= from || word.from >= to)
  const words = placesOf(text, WORD).filter(isFree)
  return [...grouped, ...words.map((word) => ({ ...word, isGrouped: false }))].sort(
    (one, other) => one.from - other.from,
  )
}

function placesOf(text: string, pattern: RegExp): { from: number; to: number }[] {
  return [...text.matchAll(pattern)].map(({ index, 1: space = '', 2: token = '' }) => ({
    from: index + space.length,
    to: index + space.length + token.length,
  }))
}

/**
 * A telephone number begins with + or 0, or has 7 to 15 digits in groups. Thousands are groups of
 * three. Years beside one another are neither.
 */
function isOneNumber(text: string): boolean {
  const groups = text.match(GROUP) ?? []
  const digits = groups.join('').length
  if (digits > 15 || !/[ \-–()\u00a0\u2009\u202f]/u.test(text)) return false
  if (/^\D*\+|^\D*0/.test(text)) return digits >= 6
  if (groups.every((group) => YEAR.test(group))) return false
  const [first = '', ...rest] = groups
  const isSpaced = /\s/.test(text)
  if (isSpaced && first.length <= 3 && rest.every(({ length }) => length === 3)) return true
  if (groups.length > 2) return digits >= 7
  return isSpaced && /^(?:3,4|4,4|4,3)$/.test(groups.map(({ length }) => length).join())
}

function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
}
