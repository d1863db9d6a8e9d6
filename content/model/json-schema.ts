import { z } from 'zod'
import { articleSchema } from './article.ts'
import { updatesSchema } from './live-updates.ts'
import { pageSchema } from './page.ts'
import { siteSchema } from './site.ts'

const SCHEMAS = { article: articleSchema, live: updatesSchema, page: pageSchema, site: siteSchema }

export type SchemaName = keyof typeof SCHEMAS

export function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(SCHEMAS, name)
}

/** What an editor may put, as JSON Schema (2020-12), for text editors that check while one types. */
export function jsonSchemaOf(name: SchemaName): object {
  return z.toJSONSchema(SCHEMAS[name], { io: 'input' })
}
