import { Hono } from 'hono'
import { isSchemaName, jsonSchemaOf } from '../../content/model/json-schema.ts'
import type { AppEnv } from '../context.ts'
import { RELEASE } from '../http/cache-policy.ts'
import { respondNotFound } from '../http/errors.ts'
import { respondJson } from '../http/respond.ts'

/** For text editors: they complete and check an article while it is written. */
export const schema = new Hono<AppEnv>().get('/:file{[a-z]+\\.json}', async (c) => {
  const name = c.req.param('file').replace('.json', '')
  if (!isSchemaName(name)) return respondNotFound(c)
  return respondJson(
    c,
    jsonSchemaOf(name),
    { policy: RELEASE },
    'application/schema+json; charset=utf-8',
  )
})
