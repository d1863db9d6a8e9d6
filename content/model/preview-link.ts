import { previewPath } from './path.ts'

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' } as const
const encoder = new TextEncoder()

/**
 * A link to an article that is not published yet, for everyone who has the link, until it expires.
 * @param expires milliseconds since 1970
 */
export async function previewLink(id: string, expires: number, secret: string): Promise<string> {
  const signature = await crypto.subtle.sign(ALGORITHM, await keyOf(secret), signed(id, expires))
  return previewPath(id, Math.floor(expires / 1000), base64url(new Uint8Array(signature)))
}

const SIGNATURE = /^[\w-]{43}$/
/** Verified in place of a malformed signature, so that both take the same time. */
const NO_SIGNATURE = 'A'.repeat(43)

/**
 * Whether the link was signed with the secret for this article, and has not expired. An invalid link
 * takes the same time as a valid one, so that timing reveals nothing about a guess.
 */
export async function isPreviewValid(
  id: string,
  { expires, signature }: { expires: string; signature: string },
  secret: string,
  now: number,
): Promise<boolean> {
  const until = /^\d{9,12}$/.test(expires) ? Number(expires) * 1000 : 0
  const bytes = bytesIn(SIGNATURE.test(signature) ? signature : NO_SIGNATURE)
  // verify() compares in constant time.
  const isSigned = await crypto.subtle.verify(
    ALGORITHM,
    await keyOf(secret),
    bytes,
    signed(id, until),
  )
  return isSigned && now < until
}

// Uint8Array.toBase64 is not in Node 24 yet, where the commands run.
function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

function keyOf(secret: string): ReturnType<typeof crypto.subtle.importKey> {
  return crypto.subtle.importKey('raw', encoder.encode(secret), ALGORITHM, false, [
    'sign',
    'verify',
  ])
}

function signed(id: string, expires: number) {
  return encoder.encode(`preview\n${id}\n${Math.floor(expires / 1000)}`)
}
