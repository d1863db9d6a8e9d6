import { articleSchema } from '../../model/article.ts'
import type { Figure } from '../../model/figure.ts'
import { pageSchema } from '../../model/page.ts'
import { parseWith } from '../../model/parse.ts'
import type { Site } from '../../model/site.ts'
import type { Document } from '../folder/document.ts'
import { withFigures } from '../pictures/figures.ts'
import type { PictureSheet } from '../pictures/picture-cache.ts'
import { type ShareRecipe, shareNameOf, shareRecipeOf } from '../pictures/share-picture.ts'

/**
 * The text that is written to KV: pictures of the folder under their prepared names, with size,
 * colour and focus, and the name of the share picture, which is still to be made. The same document
 * always gives the same bytes.
 */
export function compile(
  document: Document,
  pictures: Map<string, PictureSheet>,
  { site, sizes }: { site: Site; sizes: Map<string, number> },
): { text: string; share: ShareRecipe | null } {
  if (document.value === null) throw new Error(`${document.file} has errors and no value`)
  const prepare = (figure: Figure) => prepared(figure, pictures)
  switch (document.kind) {
    case 'site':
      return { text: canonical('site', document.value), share: null }
    case 'page':
      return { text: canonical('page', withFigures(document.value, prepare)), share: null }
    case 'article': {
      const { share: _, ...figured } = withFigures(document.value, prepare)
      const article = withSize(figured, sizes)
      const share = shareRecipeOf(article, site)
      const shared = share === null ? article : { ...article, share: shareNameOf(share) }
      return { text: canonical('article', shared), share }
    }
  }
}

/** Feeds name the size of the picture of an article, in bytes. */
function withSize<Value extends { image?: Figure }>(article: Value, sizes: Map<string, number>) {
  const bytes = article.image && sizes.get(article.image.src)
  return bytes === undefined ? article : { ...article, image: { ...article.image, bytes } }
}

/** The canonical text of a value: independent of the order of its fields. @throws Refusal */
export function canonical(kind: Document['kind'], value: unknown): string {
  if (kind === 'site') return JSON.stringify(value)
  const schema = kind === 'article' ? articleSchema : pageSchema
  const { $schema: _, ...document } = parseWith(schema, value)
  return JSON.stringify(document)
}

/** A picture of the folder under its prepared name. */
export function prepared(figure: Figure, pictures: Map<string, PictureSheet>): Figure {
  const sheet = pictures.get(figure.src)
  if (sheet === undefined) return figure
  const { src, width, height, color, focus } = sheet
  // The editor's focus and colour win; the size is measured.
  return { color, focus, ...figure, src, width, height }
}
