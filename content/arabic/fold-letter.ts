/** What one character is folded to: letters and digits, `''` where it is dropped, null where a word ends. */
export function foldLetter(character: string): string | null {
  const known = folded.get(character)
  if (known !== undefined) return known
  const letters = fold(character)
  // Text in every script that there is must not fill the memory.
  if (folded.size < MAX_REMEMBERED) folded.set(character, letters)
  return letters
}

const folded = new Map<string, string | null>()
const MAX_REMEMBERED = 2_000

/** Hamza above and below: it makes و and ي a hamza and leaves alef as it is, in NFD as in NFC. */
export function isHamzaMark(character: string): boolean {
  return character === '\u0654' || character === '\u0655'
}

/** Neighbours: one letter in each group stands for the others. */
const GROUPS: Record<string, string> = {
  ا: 'أإآٱٲٳٵ',
  ء: 'ؤئٴٶٷ',
  // Urdu and Persian, and ى, which many write for ي and many do not.
  ي: 'ىیۍێېۑےۓؽؾؿٸ',
  ه: 'ةھۀہۂۃە',
  ك: 'ککڪګڬڭڮگڰڱڲڳڴ',
  ب: 'پٻڀٮ',
  ت: 'ٹٺټٽٿ',
  ج: 'چڃڄچڿ',
  ح: 'ځڂ',
  د: 'ڈډڊڋڌڍڎ',
  ر: 'ڑڒړڔڕږڙ',
  ز: 'ژڗ',
  س: 'ښڛڜ',
  ص: 'ڝڞ',
  ف: 'ڤڡڢڣڥڦ',
  ق: 'ڨٯڧ',
  ل: 'ڵڶڷڸ',
  ن: 'ںڻڼڽڹ',
  و: 'ۄۅۆۇۈۉۊۋۏ',
  // Latin letters that do not come apart into a letter and a mark.
  ss: 'ß',
  ae: 'æ',
  oe: 'œ',
  o: 'ø',
  d: 'đð',
  l: 'ł',
  i: 'ı',
  th: 'þ',
}

const neighbours = new Map(
  Object.entries(GROUPS).flatMap(([to, letters]) => [...letters].map((from) => [from, to])),
)

/** Tatweel, joiners, bidi controls, soft hyphen: nothing to a reader. */
const INVISIBLE =
  /[\u0640\u00AD\u034F\u061C\u115F\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/

function fold(character: string): string | null {
  // One character at a time, so that no heap of marks is ever sorted.
  if (INVISIBLE.test(character) || /\p{M}/u.test(character)) return ''
  let folded = ''
  for (const part of character.normalize('NFKD').toLowerCase()) {
    if (isHamzaMark(part)) folded = folded.replace(/[وي]$/, 'ء')
    else if (/\p{Nd}/u.test(part)) folded += digit(part)
    else if (/[\p{L}\p{N}]/u.test(part)) folded += neighbours.get(part) ?? part
  }
  return folded === '' ? null : folded
}

/** Digits of every script stand in runs of ten, from zero to nine. */
function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (before < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return code < 0x80 ? character : String(before)
}
