import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * The whole of what a program needs that the site calls: `onCall` gets each message whose signature is
 * right and not older than five minutes. A bot would post `article.headline` and `article.url` here.
 */
export function createReceiver(
  secret: string,
  onCall: (message: unknown) => void,
  clock = Date.now,
) {
  return createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const isGenuine = verify(secret, String(request.headers['hudhud-signature']), body, clock())
    if (isGenuine) onCall(JSON.parse(body))
    response.writeHead(isGenuine ? 204 : 401).end()
  })
}

export function verify(secret: string, header: string, body: string, now = Date.now()): boolean {
  const [, time = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest()
  const isOld = Math.abs(now / 1000 - Number(time)) > 300
  return given !== '' && !isOld && timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
