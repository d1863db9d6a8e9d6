import { type Article, articleSchema } from '../../model/article.ts'
import { type Body, body } from '../../model/block.ts'
import { pageSchema } from '../../model/page.ts'
import type { DocumentOf } from '../folder/document.ts'

/** Stands for a block with errors, so that the others have their places. */
const DIVIDER: Body[number] = { type: 'divider' }

/** The fields of an article; a page has some of them. */
export type ReadablePart = Partial<Article> & Pick<Article, 'body'>

/**
 * The value of a document, or what is right in one with errors, so that an editor sees the errors of
 * both kinds in one run. Null when nothing of the file can be read.
 */
export function readablePart(document: DocumentOf<'article' | 'page'>): ReadablePart | null {
  if (document.value !== null) return document.value
  const { value } = document.source
  if (typeof value !== 'object' || value === null) return null
  const { shape } = document.kind === 'article' ? articleSchema : pageSchema
  const right = Object.entries(shape).flatMap(([name, schema]) => {
    const field = schema.safeParse(Reflect.get(value, name))
    return field.success && field.data !== undefined ? [[name, field.data]] : []
  })
  return { ...Object.fromEntries(right), body: readableBody(Reflect.get(value, 'body')) }
}

function readableBody(items: unknown): Body {
  if (!Array.isArray(items)) return []
  return items.map((item) => body.safeParse([item]).data?.[0] ?? DIVIDER)
}
