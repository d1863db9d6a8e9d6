import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import type { Asked } from './remote-stores.ts'

interface Bindings {
  CONTENT: KVNamespace
  CATALOGUE: D1Database
}

/** Works on the stores for `remote-stores.ts`, in a worker of its own beside the one that is tested. */
export default {
  async fetch(request: Request, { CONTENT, CATALOGUE }: Bindings): Promise<Response> {
    const { statements = [], entries = [] } = (await request.json()) as Asked
    try {
      for (const { key, value, base64, metadata } of entries) {
        const bytes = base64 ? Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0)) : value
        await CONTENT.put(key, bytes, { metadata })
      }
      if (statements.length === 0) return Response.json([])
      const prepared = statements.map(({ sql, params }) => CATALOGUE.prepare(sql).bind(...params))
      return Response.json(await CATALOGUE.batch(prepared))
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}
