import type { Context } from 'hono'
import type { AppEnv } from '../../context.ts'
import { problem } from '../../http/problem.ts'
import { RETRY_UNAVAILABLE } from '../../http/request-limits.ts'
import { log } from '../../log.ts'
import { Unavailable } from '../../stores/timeout.ts'

/** What a search found, or an answer that says what can be read while the catalogue does not answer. */
export async function unlessUnavailable<Found>(
  c: Context<AppEnv>,
  finding: Promise<Found>,
): Promise<Found | Response> {
  try {
    return await finding
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    const { requestId, path } = c.var
    log('request failed', error, { requestId, path })
    const detail = `search is not answering; try again in ${RETRY_UNAVAILABLE} seconds. /api/v1/front and /api/v1/articles/{id} do not need it`
    return problem(c, 503, detail, { headers: { 'Retry-After': String(RETRY_UNAVAILABLE) } })
  }
}
