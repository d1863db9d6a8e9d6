import { absoluteUrl, articlePath } from '../../../content/model/path.ts'
import type { Site } from '../../../content/model/site.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import type { Change } from './change.ts'
import { post } from './post.ts'

export interface Webhook {
  url: string
  secret: string
}

/**
 * Notifies a program of the newsroom of what happened to an article. worker/README.md, "Notifications",
 * describes the body and the signature.
 * @param now milliseconds since 1970
 */
export async function callWebhook(
  { url, secret }: Webhook,
  { change, site, now }: { change: Change; site: Site; now: number },
): Promise<void> {
  const body = JSON.stringify(messageOf(change, site, now))
  const time = Math.floor(now / 1000)
  await post(url, 'application/json; charset=utf-8', body, {
    'Hudhud-Signature': `t=${time},v1=${await signature(secret, `${time}.${body}`)}`,
  })
}

function messageOf({ id, revision, events, card, corrections }: Change, site: Site, now: number) {
  return {
    // The same when a call is repeated because its answer got lost.
    delivery: `${id}@${revision}${card === null ? '-withdrawn' : ''}`,
    events,
    at: new Date(now).toISOString(),
    revision,
    article: card ? summaryOf(card, site) : { id, url: absoluteUrl(site.origin, articlePath(id)) },
    corrections: corrections.map(({ at, kind, text }) => ({ at, kind, text })),
  }
}

async function signature(secret: string, text: string): Promise<string> {
  const bytes = (value: string) => new TextEncoder().encode(value)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(text))).toHex()
}
