import { Hono } from 'hono'
import type { z } from 'zod'
import { API_PATH, API_PREFIX } from '../../../content/model/path.ts'
import { type ReferenceOperation, referencePage } from '../../../web/pages/reference-page.tsx'
import type { AppEnv } from '../../context.ts'
import { RELEASE } from '../../http/cache-policy.ts'
import { PER_MINUTE, RETRY_LIMITED, RETRY_UNAVAILABLE } from '../../http/request-limits.ts'
import { respondPage } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'
import type { Operation } from '../api/operation.ts'
import { OPERATIONS } from '../api/operations.ts'
import { ARABIC_PARAMETERS } from '../api/parameter-words.ts'

const LIMITS = {
  ...PER_MINUTE,
  retryLimited: RETRY_LIMITED,
  retryUnavailable: RETRY_UNAVAILABLE,
}

/** The reference of the API for people. */
export const reference = new Hono<AppEnv>().get('/', async (c) => {
  const site = await loadSite(c.var.services)
  // One page, whatever the query of the request.
  c.set('path', API_PATH)
  return respondPage(c, referencePage(OPERATIONS.map(shown), LIMITS), site, { policy: RELEASE })
})

function shown(operation: Operation): ReferenceOperation {
  const { id, method, path, summary, arabicSummary, pathParameters = {}, query } = operation
  const parameters: [string, z.ZodType][] = Object.entries({ ...pathParameters, ...query.shape })
  return {
    id,
    method,
    path: API_PREFIX + path.replace(/:(\w+)/g, '{$1}'),
    english: summary,
    arabic: arabicSummary,
    parameters: parameters.map(([name, type]) => {
      const english = type.description ?? ''
      return { name, english, arabic: words(operation.id, name) ?? english }
    }),
    example: operation.example === undefined ? null : API_PREFIX + operation.example,
  }
}

/** An operation may mean something of its own by a name. */
function words(operation: string, name: string): string | undefined {
  return ARABIC_PARAMETERS[`${operation}.${name}`] ?? ARABIC_PARAMETERS[name]
}
