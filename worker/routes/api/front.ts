import { Hono } from 'hono'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { LISTS_TAG } from '../../http/cache-tag.ts'
import { queryOf } from '../../http/query.ts'
import { respondJson } from '../../http/respond.ts'
import { loadFront } from '../../read/front.ts'

/** The front page as it is laid at this moment. */
export const apiFront = new Hono<AppEnv>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { front, nextChange, isFallback } = await loadFront(c.var.services)
  return respondJson(c, front, {
    policy: isFallback ? FALLBACK : PAGE,
    nextChange,
    tags: [LISTS_TAG],
  })
})
