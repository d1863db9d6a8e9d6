import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'

const encoder = new TextEncoder()

/**
 * Whether the request carries the operator's token. Both are hashed first, so that the comparison
 * takes the same time whatever was sent.
 */
export async function isOperator({ req, var: { services } }: Context<AppEnv>): Promise<boolean> {
  const { syncToken } = services.settings
  const [, sent] = /^Bearer +(\S+)$/i.exec(req.header('Authorization') ?? '') ?? []
  if (syncToken === undefined || sent === undefined) return false
  const [one, other] = await Promise.all([sha256(sent), sha256(syncToken)])
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}
