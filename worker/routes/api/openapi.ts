import { z } from 'zod'
import { API_PREFIX } from '../../../content/model/path.ts'
import { PER_MINUTE, RETRY_LIMITED, RETRY_UNAVAILABLE } from '../../http/request-limits.ts'
import examples from './examples.json' with { type: 'json' }
import type { Operation } from './operation.ts'

type Json = Record<string, unknown>

/**
 * The operations as an OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.0
 * @param origin of the site; without one the addresses are relative
 */
export function openApiOf(operations: readonly Operation[], name: string, origin?: string): Json {
  const schemas: Json = { Problem: problemSchema }
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: operationObject(operation, schemas),
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: `${name}: API`, version: '1', description: DESCRIPTION },
    servers: [{ url: `${origin ?? ''}${API_PREFIX}` }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The operator’s SYNC_TOKEN' },
      },
    },
  }
}

const DESCRIPTION = `Everything that readers see, as JSON. Programs of any origin may call it; no key is needed.
Fields may be added within v1, none is removed: ignore fields that you do not know.
Every answer has an ETag: send it back as If-None-Match, and an unchanged answer costs you a 304 without a body.
Lists lead on by "next" (send it as "cursor") and by the Link header. Errors are problems as RFC 9457 has them.
To follow what is new, ask for /articles with "since" and the ETag of your last answer.
One client has ${PER_MINUTE.api} requests a minute, ${PER_MINUTE.search} for search and suggestions, ${PER_MINUTE.absence} for articles that do not exist; what a cache answers is not counted.
A request too many answers 429 with Retry-After: ${RETRY_LIMITED}, a storage failure 503 with Retry-After: ${RETRY_UNAVAILABLE}. Wait for these seconds.`

const ERRORS: Record<number, string> = {
  400: 'The request is malformed; `detail` says what to write instead',
  401: 'The operator’s token is missing or wrong',
  404: 'Nothing is at this address',
  410: 'It was withdrawn, deleted or has expired',
  429: 'Too many requests; wait for the seconds in Retry-After',
  500: 'Internal error; report the requestId',
  503: 'Storage does not answer; wait for the seconds in Retry-After',
}
const RETRY = [429, 503]

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence that says what to do' },
    instance: { type: 'string', description: 'The address that was asked for' },
    requestId: {
      type: 'string',
      description: 'Names the request in the logs; absent from an error that is cached',
    },
  },
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })
const CACHE_HEADERS = {
  ETag: header('Send it back as If-None-Match'),
  'Cache-Control': header('How long the answer is good for'),
}
const LINK = { Link: header('The next page, as rel="next"; absent on the last') }

function operationObject(operation: Operation, schemas: Json): Json {
  const { id, method, summary, body, token, answer, isPaged } = operation
  const isCached = method === 'GET'
  const ok = {
    description: summary,
    ...(isCached && { headers: { ...CACHE_HEADERS, ...(isPaged && LINK) } }),
    content: {
      'application/json': {
        schema: schemaOf(answer, schemas, 'output'),
        // What the sample newspaper answers to the operation's example.
        ...(id in examples && { example: examples[id as keyof typeof examples] }),
      },
    },
  }
  return {
    operationId: id,
    summary,
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        content: { 'application/json': { schema: schemaOf(body, schemas, 'input') } },
      },
    }),
    ...(token && { security: [...(token === 'sometimes' ? [{}] : []), { token: [] }] }),
    responses: {
      200: ok,
      ...(isCached && { 304: { description: 'Unchanged since the ETag in If-None-Match' } }),
      ...Object.fromEntries(
        [400, 429, 500, 503, ...(operation.errors ?? [])].map((status) => [
          status,
          errorOf(status),
        ]),
      ),
    },
  }
}

function parametersOf({ method, pathParameters = {}, query }: Operation): Json[] {
  const parameter = (place: 'path' | 'query', name: string, type: z.ZodType) => {
    const { description, ...schema } = schemaOf(type, {}, 'input')
    const isRequired = place === 'path' || !type.safeParse(undefined).success
    return { name, in: place, required: isRequired, description, schema }
  }
  return [
    ...Object.entries(pathParameters).map(([name, type]) => parameter('path', name, type)),
    ...Object.entries(query.shape).map(([name, type]) => parameter('query', name, type)),
    ...(method === 'GET'
      ? [
          {
            name: 'If-None-Match',
            in: 'header',
            required: false,
            description: 'The ETag of the answer that you have',
            schema: { type: 'string' },
          },
        ]
      : []),
  ]
}

function errorOf(status: number): Json {
  return {
    description: ERRORS[status],
    ...(RETRY.includes(status) && { headers: { 'Retry-After': header('Seconds', 'integer') } }),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

/** The JSON Schema of a type. What has a name of its own moves to `schemas`. */
function schemaOf(type: z.ZodType, schemas: Json, io: 'input' | 'output'): Json {
  const { $schema, $defs, ...schema } = z.toJSONSchema(type, {
    io,
    override: ({ jsonSchema }) => {
      // Fields may be added: a client that validates must accept them.
      delete jsonSchema.additionalProperties
      // A component is named by its place.
      delete jsonSchema.id
    },
  })
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = hoisted(definition)
  return hoisted(schema) as Json
}

function hoisted(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
