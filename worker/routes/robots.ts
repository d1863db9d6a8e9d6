import { Hono } from 'hono'
import type { App } from '../app.ts'
import { answer } from '../http/answer.ts'
import { RELEASE } from '../http/cache-policy.ts'

/** Crawlers may read everything but what is for programs. */
export const robots = new Hono<App>().get('/', (c) =>
  answer(c, 'User-agent: *\nDisallow: /api/\nDisallow: /preview/\n', 'text/plain; charset=utf-8', {
    policy: RELEASE,
  }),
)
