import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, constants } from 'node:zlib'

/** Changes a page on its way to the browser. */
export type Rewrite = (html: string) => string

/**
 * An origin in front of the worker that compresses as Cloudflare does (Brotli 4), so that two
 * variants of a page differ in nothing but the page.
 */
export async function startOrigin(
  upstream: string,
  rewrite: Rewrite = (html) => html,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', upstream), {
      headers: headersOf(request),
      redirect: 'manual',
    }).catch(() => null)
    // The worker stops while the browser still asks.
    if (answer === null) return void response.writeHead(502).end()
    const type = answer.headers.get('Content-Type') ?? ''
    for (const [name, value] of answer.headers) {
      if (!OWN_HEADERS.has(name)) response.setHeader(name, value)
    }
    response.statusCode = answer.status
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (!/text|javascript|json|svg/.test(type)) return void response.end(bytes)
    const isPage = type.startsWith('text/html')
    const text = isPage ? rewrite(bytes.toString()) : bytes.toString()
    // The policy names the inline blocks of the page as it was.
    if (isPage && text !== bytes.toString()) response.removeHeader('Content-Security-Policy')
    response.setHeader('Content-Encoding', 'br')
    response.end(brotliCompressSync(text, BROTLI_4))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const OWN_HEADERS = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
])
const BROTLI_4 = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return { Accept: String(headers.accept ?? '*/*'), 'User-Agent': String(headers['user-agent']) }
}

/** The same page without fonts and script: what it could be at best. */
export function withoutFontsAndScript(html: string): string {
  return html
    .replace(/<link rel="preload"[^>]*>/g, '')
    .replace(/@font-face\s*{[^}]*}/g, '')
    .replace(/<script(?![^>]*ld\+json)[^>]*>[\s\S]*?<\/script>/g, '')
}
