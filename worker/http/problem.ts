import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AppEnv } from '../context.ts'
import { ABSENCE } from './cache-policy.ts'
import { respondJson } from './respond.ts'

const TITLES: Partial<Record<ContentfulStatusCode, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not found',
  405: 'Method not allowed',
  410: 'Gone',
  414: 'Address too long',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
}

interface ProblemOptions {
  headers?: Record<string, string>
  /** With tags, publishing may change the answer: it is cached for a short time. */
  tags?: string[]
  nextChange?: number | null
}

/**
 * An error of the API as RFC 9457 has it.
 * @param detail a sentence that says what to do
 */
export function problem(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  detail: string,
  { headers = {}, tags, nextChange = null }: ProblemOptions = {},
): Promise<Response> {
  const value = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    instance: c.var.path,
    // A cached problem reaches other clients, whose requests have other ids.
    ...(tags === undefined && { requestId: c.var.requestId }),
  }
  const policy = tags ? ABSENCE : null
  const options = { status, policy, nextChange, headers, ...(tags && { tags }) }
  return respondJson(c, value, options, 'application/problem+json; charset=utf-8')
}
