import { Hono } from 'hono'
import type { App } from '../app.ts'
import { layFront } from '../front/lay-front.ts'
import { loadFront } from '../front/load-front.ts'
import { answerPage } from '../http/answer.ts'
import { FALLBACK, PAGE } from '../http/cache-policy.ts'
import { LISTS_TAG } from '../http/cache-tag.ts'

export const front = new Hono<App>().get('/', async (c) => {
  const { services } = c.var
  const { stored, site, isFallback } = await loadFront(services)
  const { front, boundary } = layFront(stored, site.site, services.now)
  return answerPage(c, { kind: 'front', front }, site, {
    policy: isFallback ? FALLBACK : PAGE,
    boundary,
    tags: [LISTS_TAG],
  })
})
