/** What the first bytes say, as https://mimesniff.spec.whatwg.org has it; the name may lie. */
const SIGNATURES: [type: string, at: number, bytes: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/avif', 4, 'ftypavis'],
]

/** The media type of a picture that browsers show, or null: a script under a picture's name is none. */
export function pictureType(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  return SIGNATURES.find(([, at, signature]) => head.startsWith(signature, at))?.[0] ?? null
}
