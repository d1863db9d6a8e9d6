/** Text that was read in the wrong encoding, with its letters restored; other text is unchanged. */
export function decodeAgain(text: string): string {
  // Some archives went through the mistake twice.
  const once = decodeOnce(text)
  return once === text ? text : decodeOnce(once)
}

function decodeOnce(text: string): string {
  return arabicInLatin(utf8In(utf8In(text, WINDOWS_1256), WINDOWS_1252))
}

const WINDOWS_1256 = bytesByLetter('windows-1256')
// Written out: the decoder of Node 24 takes windows-1252 for Latin-1.
const WINDOWS_1252 = new Map(
  Array.from({ length: 128 }, (_, index) => {
    const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'[index]
    return [upper ?? String.fromCharCode(index + 128), index + 128] as const
  }),
)
const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1256 = new TextDecoder('windows-1256')
/** Not ASCII, and no white space but the no-break space, which is a byte of UTF-8 letters too. */
const FOREIGN_RUN = /[^\u0000-\u007F\u2028\u2029]{4,}/g
const ARABIC_TEXT = /^[\u0600-\u06FF\u00A0-\u00BF\u2000-\u206F\u00D7\u00F7]+$/

/** UTF-8 that was read as a Windows code page: `ط§ظ„` or `Ø§Ù„` for ال. */
function utf8In(text: string, page: ReadonlyMap<string, number>): string {
  return text.replace(FOREIGN_RUN, (run) => {
    const bytes = [...run].map((letter) => page.get(letter))
    if (!bytes.every((byte) => byte !== undefined)) return run
    return decodedUtf8(bytes) ?? decodedUtf8(bytes.slice(0, -1)) ?? run
  })
}

/** Null unless the bytes are Arabic in UTF-8. A cut text ends within a letter. */
function decodedUtf8(bytes: number[]): string | null {
  try {
    const decoded = utf8.decode(Uint8Array.from(bytes))
    return ARABIC_TEXT.test(decoded) && /[\u0621-\u064A]{2}/.test(decoded) ? decoded : null
  } catch {
    return null
  }
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

function bytesByLetter(encoding: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding)
  const bytes = Array.from({ length: 128 }, (_, index) => index + 128)
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
}
