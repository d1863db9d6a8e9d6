import type { D1Database, KVNamespace } from '@cloudflare/workers-types'
import type { StoreNames } from './numbered-stores.ts'
import type { Asked } from './remote-stores.ts'

type Bindings = Record<string, KVNamespace | D1Database>

/** Works on the stores for `remote-stores.ts`, in a worker of its own beside the one that is tested. */
export const stores = {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    try {
      const { content, catalogue, ...asked } = (await request.json()) as Asked & StoreNames
      const kv = bindings[content] as KVNamespace
      const d1 = bindings[catalogue] as D1Database
      return Response.json((await answer(asked, kv, d1)) ?? null)
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}

async function answer(asked: Asked, kv: KVNamespace, d1: D1Database): Promise<unknown> {
  switch (asked.do) {
    case 'put':
      for (const { key, value, base64, ...options } of asked.entries) {
        const bytes = base64 ? Uint8Array.fromBase64(value) : value
        await kv.put(key, bytes, options)
      }
      return
    case 'get': {
      const bytes = await kv.get(asked.key, 'arrayBuffer')
      return bytes && new Uint8Array(bytes).toBase64()
    }
    case 'delete':
      await kv.delete(asked.key)
      return
    case 'list':
      return await kv.list(asked.options)
    case 'batch': {
      const prepared = asked.statements.map(({ sql, params }) => d1.prepare(sql).bind(...params))
      return await d1.batch(prepared)
    }
  }
}
