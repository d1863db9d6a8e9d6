import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { AppEnv } from '../../context.ts'
import type { CachePolicy } from '../../http/cache-policy.ts'

type Parameters = z.ZodObject<Record<string, z.ZodType>>

/** What a handler answers with status 200 (or the one it names). */
interface Answer<Value> {
  value: Value
  /** As of ResponseOptions. */
  madeOf?: object
  status?: ContentfulStatusCode
  /** Null: never cached. */
  policy: CachePolicy | null
  /** When it changes by itself, in milliseconds since 1970; null when never. */
  nextChange?: number | null
  tags?: string[]
  headers?: Record<string, string>
}

/** One operation of the API as data: routing, validation and the methods of its path come from it. */
export interface Operation {
  id: string
  method: 'GET' | 'POST'
  /** As Hono writes it, with `:id`. */
  path: string
  summary: string
  /** The same in Arabic, for the reference at /api. */
  arabicSummary: string
  /** What the parts of the path are, by name. */
  pathParameters?: Record<string, z.ZodType>
  /** The parameters of the query. Others, and repeated ones, answer 400. */
  query: Parameters
  /** The body of the request. */
  body?: z.ZodType
  /** Needs the operator's token: `always`, or with some parameters only. */
  token?: 'always' | 'sometimes'
  /** The body of a successful answer. */
  answer: z.ZodType
  /** Statuses of errors besides 400, 429, 500 and 503, which every operation may answer. */
  errors?: (401 | 404 | 410)[]
  /** A list in pages: its answer has a `Link` header to the next page. */
  isPaged?: true
  /** The path of a request to show, below /api/v1. Undefined where it cannot be opened. */
  example?: string
  /** A Response is an error or a redirect. */
  handle(c: Context<AppEnv>, query: Record<string, unknown>): Promise<Answer<unknown> | Response>
}

interface Definition<Query extends Parameters, Value extends z.ZodType>
  extends Omit<Operation, 'query' | 'answer' | 'handle'> {
  query: Query
  answer: Value
  handle(c: Context<AppEnv>, query: z.infer<Query>): Promise<Answer<z.infer<Value>> | Response>
}

/** Types the handler by the operation's own schemas. */
export function operation<Query extends Parameters, Value extends z.ZodType>(
  definition: Definition<Query, Value>,
): Operation {
  return definition as unknown as Operation
}
