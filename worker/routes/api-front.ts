import { Hono } from 'hono'
import type { App } from '../app.ts'
import { loadFront } from '../front/load-front.ts'
import { answerJson } from '../http/answer.ts'
import { FALLBACK, PAGE } from '../http/cache-policy.ts'
import { LISTS_TAG } from '../http/cache-tag.ts'
import { queryOf } from '../http/query.ts'

/** The front page as it is laid at this moment. */
export const apiFront = new Hono<App>().get('/', async (c) => {
  const query = await queryOf(c, [])
  if (query instanceof Response) return query
  const { front, boundary, isFallback } = await loadFront(c.var.services)
  return answerJson(c, front, {
    policy: isFallback ? FALLBACK : PAGE,
    boundary,
    tags: [LISTS_TAG],
  })
})
