import { articleSchema } from '../../model/article.ts'
import type { Figure } from '../../model/figure.ts'
import { pageSchema } from '../../model/page.ts'
import { parseWith } from '../../model/parse.ts'
import type { Document } from '../folder/document.ts'
import { withFigures } from '../pictures/figures.ts'
import type { PictureSheet } from '../pictures/prepare-picture.ts'

/**
 * The text that is written to KV: pictures of the folder under their prepared names, with size,
 * colour and focus. The same document always gives the same bytes.
 */
export function compile(document: Document, pictures: Map<string, PictureSheet>): string {
  if (document.value === null) throw new Error(`${document.file} has errors and no value`)
  if (document.kind === 'site') return canonical('site', document.value)
  const pictured = withFigures(document.value, (figure) => prepared(figure, pictures))
  return canonical(document.kind, pictured)
}

/** The canonical text of a value: independent of the order of its fields. @throws Refusal */
export function canonical(kind: Document['kind'], value: unknown): string {
  if (kind === 'site') return JSON.stringify(value)
  const schema = kind === 'article' ? articleSchema : pageSchema
  const { $schema: _, ...document } = parseWith(schema, value)
  return JSON.stringify(document)
}

function prepared(figure: Figure, pictures: Map<string, PictureSheet>): Figure {
  const sheet = pictures.get(figure.src)
  if (sheet === undefined) return figure
  const { src, width, height, color, focus } = sheet
  // The editor's focus and colour win; the size is measured.
  return { color, focus, ...figure, src, width, height }
}
