import { Hono } from 'hono'
import { OPENAPI_PATH } from '../../../content/model/path.ts'
import type { AppEnv } from '../../context.ts'
import { FALLBACK, RELEASE } from '../../http/cache-policy.ts'
import { respondJson } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'
import { openApiOf } from './openapi.ts'
import { OPERATIONS } from './operations.ts'

/** The description of the API for programs. Addresses begin with the origin of the site. */
export const openApiDocument = new Hono<AppEnv>().get(OPENAPI_PATH, async (c) => {
  const { site, freshness } = await loadSite(c.var.services)
  return respondJson(c, openApiOf(OPERATIONS, site.name, site.origin), {
    policy: freshness === 'current' ? RELEASE : FALLBACK,
  })
})
