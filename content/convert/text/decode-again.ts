/** Text that was read in the wrong encoding, with its letters restored; other text is unchanged. */
export function decodeAgain(text: string): string {
  // Nearly every text is ASCII or Arabic alone, and is none of these.
  if (!/[\u0080-\u00FF\u0152-\u0192\u02C6\u02DC\u2013-\u2122]|[طظ][^\u0621-\u064A\s]/.test(text))
    return text
  const arabic = arabicIn(text)
  return punctuationIn(arabic)
}

/** Some archives went through the mistake twice or three times. */
const MAX_TIMES = 3

function arabicIn(text: string): string {
  const once = utf8In(utf8In(text, WINDOWS_1256), WINDOWS_1252)
  const latin = arabicInLatin(once)
  if (latin !== once) return latin
  // Windows-1256 read as Latin-1, and that as UTF-8 once more.
  const plain = once.replace(FOREIGN_RUN, (run) => {
    const bytes = bytesOf(run, WINDOWS_1252)
    return (bytes && decoded(bytes)) ?? run
  })
  const deeper = plain === once ? once : arabicInLatin(plain)
  return deeper === plain ? once : deeper
}

type Page = ReadonlyMap<string, number>
const WINDOWS_1256 = bytesByLetter('windows-1256')
// Written out: the decoder of Node 24 takes windows-1252 for Latin-1. In Latin-1, the bytes are controls.
const WINDOWS_1252: Page = new Map(
  Array.from({ length: 128 }, (_, index) => {
    const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'[index]
    const own = String.fromCharCode(index + 128)
    return [own, upper ?? own].map((letter) => [letter, index + 128] as const)
  }).flat(),
)
const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1256 = new TextDecoder('windows-1256')
/** Not ASCII, and no white space but the no-break space, which is a byte of UTF-8 letters too. */
const FOREIGN_RUN = /[^\u0000-\u007F\u2028\u2029]{4,}/g
/** The same with the words of one letter, which alone say too little. */
const SHORT_RUN = /[^\u0000-\u007F\u2028\u2029]{2,}/g
const ARABIC_TEXT = /^[\u0600-\u06FF\u00A0-\u00BF\u2000-\u206F\u00D7\u00F7]+$/

/** UTF-8 that was read as a Windows code page: `ط§ظ„` or `Ø§Ù„` for ال. */
function utf8In(text: string, page: Page): string {
  const isWord = (run: string) => ARABIC_TEXT.test(run) && /[\u0621-\u064A]{2}/.test(run)
  const isText = (run: string) => ARABIC_TEXT.test(run)
  const long = text.replace(FOREIGN_RUN, (run) => decodedRun(run, page, isWord) ?? run)
  if (long === text) return text
  return long.replace(SHORT_RUN, (run) => decodedRun(run, page, isText) ?? run)
}

/** Null unless the run is Arabic in UTF-8, read wrongly once or several times. */
function decodedRun(run: string, page: Page, isRight: (text: string) => boolean): string | null {
  let text = run
  for (let times = 0; times < MAX_TIMES; times += 1) {
    const bytes = bytesOf(text, page)
    // A cut text ends within a letter.
    const next = bytes && (decoded(bytes) ?? decoded(bytes.slice(0, -1)))
    if (!next) return null
    if (isRight(next)) return next
    text = next
  }
  return null
}

function bytesOf(run: string, page: Page): number[] | null {
  const bytes = [...run].map((letter) => page.get(letter))
  return bytes.every((byte) => byte !== undefined) ? bytes : null
}

function decoded(bytes: number[]): string | null {
  try {
    return utf8.decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

/** Quotes, dashes and accents among right letters: `â€™` for ’, `Â«` for «, `Ã©` for é. */
const DAMAGED_SIGN =
  /[\u00C2\u00C3][\u0080-\u00BF‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|\u00E2[\u0080€][\u0080-\u00BF‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]/g

function punctuationIn(text: string): string {
  return text.replace(DAMAGED_SIGN, (run) => {
    const bytes = bytesOf(run, WINDOWS_1252)
    return (bytes && decoded(bytes)) ?? run
  })
}

/** Three words in a row of letters that no Latin language puts side by side: Windows-1256 read as Latin-1. */
const LATIN_WORD = '[\u00C0-\u00FF]{2,}'
const LATIN_RUN = new RegExp(`${LATIN_WORD}(?:[\\s.،,:()"-]+${LATIN_WORD}){2,}`, 'g')

function arabicInLatin(text: string): string {
  return text.replace(LATIN_RUN, (run) => {
    const bytes = [...run].map((letter) => WINDOWS_1252.get(letter) ?? letter.codePointAt(0) ?? 0)
    return bytes.every((byte) => byte < 256) ? windows1256.decode(Uint8Array.from(bytes)) : run
  })
}

function bytesByLetter(encoding: string): Page {
  const decoder = new TextDecoder(encoding)
  const bytes = Array.from({ length: 128 }, (_, index) => index + 128)
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}
