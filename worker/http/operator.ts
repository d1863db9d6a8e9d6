import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'

const encoder = new TextEncoder()

/**
 * Whether the request carries a token of the operator. All are hashed and compared in full, so that
 * the comparison takes the same time whatever was sent.
 */
export async function isOperator({ req, var: { services } }: Context<AppEnv>): Promise<boolean> {
  const { syncTokens } = services.settings
  const [, sent] = /^Bearer +(\S+)$/i.exec(req.header('Authorization') ?? '') ?? []
  if (sent === undefined) return false
  const hash = await sha256(sent)
  const valid = await Promise.all(syncTokens.map(sha256))
  return valid.map((token) => isEqual(hash, token)).includes(true)
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}
