import { Hono } from 'hono'
import { frontPage } from '../../../web/pages/front-page.tsx'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { respondPage } from '../../http/respond.ts'
import { loadFront } from '../../read/front.ts'
import { frontRedirect } from '../previous-address.ts'

export const front = new Hono<AppEnv>().get('/', async (c) => {
  const moved = await frontRedirect(c)
  if (moved !== null) return moved
  const { site, front, nextChange, tags, isFallback } = await loadFront(c.var.services)
  return respondPage(c, frontPage(front), site, {
    madeOf: front,
    policy: isFallback ? FALLBACK : PAGE,
    nextChange,
    tags,
  })
})
