import { type Context, Hono } from 'hono'
import { OFFLINE_PATH, SAVED_PATH } from '../../../content/model/path.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, PAGE } from '../../http/cache-policy.ts'
import { respondPage } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'

/** The pages that show what is stored in the reader's browser; the worker renders only their frame. */
export const saved = new Hono<AppEnv>().get('/', (c) => answerFrame(c, 'saved'))
export const offline = new Hono<AppEnv>().get('/', (c) => answerFrame(c, 'offline'))

const paths = { saved: SAVED_PATH, offline: OFFLINE_PATH }

async function answerFrame(c: Context<AppEnv>, kind: 'saved' | 'offline'): Promise<Response> {
  const site = await loadSite(c.var.services)
  // Whatever query it was asked for with, it is one page.
  c.set('path', paths[kind])
  return respondPage(c, { kind }, site, { policy: site.freshness === 'current' ? PAGE : FALLBACK })
}
