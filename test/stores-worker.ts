import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import type { Asked } from './remote-stores.ts'

interface Bindings {
  CONTENT: KVNamespace
  CATALOGUE: D1Database
}

/** Works on the stores for `remote-stores.ts`, in a worker of its own beside the one that is tested. */
export const stores = {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    try {
      return Response.json((await answer((await request.json()) as Asked, bindings)) ?? null)
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}

async function answer(asked: Asked, { CONTENT, CATALOGUE }: Bindings): Promise<unknown> {
  switch (asked.do) {
    case 'put':
      for (const { key, value, base64, ...options } of asked.entries) {
        const bytes = base64 ? Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0)) : value
        await CONTENT.put(key, bytes, options)
      }
      return
    case 'get': {
      const bytes = await CONTENT.get(asked.key, 'arrayBuffer')
      return bytes && new Uint8Array(bytes).toBase64()
    }
    case 'delete':
      await CONTENT.delete(asked.key)
      return
    case 'list':
      return await CONTENT.list(asked.options)
    case 'batch': {
      const prepared = asked.statements.map(({ sql, params }) =>
        CATALOGUE.prepare(sql).bind(...params),
      )
      return await CATALOGUE.batch(prepared)
    }
  }
}
