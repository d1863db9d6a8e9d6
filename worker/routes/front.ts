import { Hono } from 'hono'
import type { App } from '../app.ts'
import { loadFront } from '../front/load-front.ts'
import { answerPage } from '../http/answer.ts'
import { FALLBACK, PAGE } from '../http/cache-policy.ts'
import { LISTS_TAG } from '../http/cache-tag.ts'

export const front = new Hono<App>().get('/', async (c) => {
  const { site, front, boundary, isFallback } = await loadFront(c.var.services)
  return answerPage(c, { kind: 'front', front }, site, {
    policy: isFallback ? FALLBACK : PAGE,
    boundary,
    tags: [LISTS_TAG],
  })
})
