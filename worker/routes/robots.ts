import { Hono } from 'hono'
import type { AppEnv } from '../context.ts'
import { RELEASE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'

/** Crawlers may read everything but what is for programs. */
export const robots = new Hono<AppEnv>().get('/', (c) =>
  respond(c, 'User-agent: *\nDisallow: /api/\nDisallow: /preview/\n', 'text/plain; charset=utf-8', {
    policy: RELEASE,
  }),
)
