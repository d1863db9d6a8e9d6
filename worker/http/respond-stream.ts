import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'
import { isNamed, type ResponseOptions, responseHeaders } from './respond.ts'

interface Streamed {
  body: ReadableStream<Uint8Array>
  type: string
  /** The revision of the bytes, where it is known without reading them. */
  revision: string | null
}

/**
 * A body of any size, passed on as it comes: neither held in memory nor hashed. It has its own cache
 * tags only: nothing that `all` stands for changes it.
 */
export async function respondStream(
  c: Context<AppEnv>,
  { body, type, revision }: Streamed,
  options: ResponseOptions,
): Promise<Response> {
  const etag = revision && `W/"${revision}"`
  const headers = {
    ...responseHeaders(c, options),
    'Cache-Tag': (options.tags ?? []).join(','),
    ...(etag && { ETag: etag }),
  }
  const isKnown = etag !== null && isNamed(c.req.header('If-None-Match'), etag)
  if (isKnown || c.req.method === 'HEAD') {
    await body.cancel()
    return isKnown
      ? c.body(null, 304, headers)
      : c.body(null, 200, { ...headers, 'Content-Type': type })
  }
  return c.body(body, 200, { ...headers, 'Content-Type': type })
}
