import type { D1Database } from '@cloudflare/workers-types'
import type { Asked } from './remote-database.ts'

/** Runs statements for `remote-database.ts`, in a worker of their own beside the one that is tested. */
export default {
  async fetch(request: Request, { CATALOGUE }: { CATALOGUE: D1Database }): Promise<Response> {
    const asked = (await request.json()) as Asked[]
    const prepared = asked.map(({ sql, params }) => CATALOGUE.prepare(sql).bind(...params))
    try {
      return Response.json(await CATALOGUE.batch(prepared))
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}
