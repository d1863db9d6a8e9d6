import type { Article } from '../../model/article.ts'
import { asBlock } from '../../model/block.ts'
import type { Figure } from '../../model/figure.ts'
import { step } from '../../source/places.ts'

type Pictured = Pick<Article, 'body'> & Partial<Pick<Article, 'image'>>

/** All pictures of a document with their paths. */
export function figuresIn({ image, body }: Pictured): { path: string; figure: Figure }[] {
  const inBody = body.flatMap((item, index) => {
    const block = asBlock(item)
    const path = step('body', index)
    if (block.type === 'figure') return [{ path, figure: block }]
    if (block.type !== 'gallery') return []
    return block.figures.map((figure, place) => ({
      path: step(step(path, 'figures'), place),
      figure,
    }))
  })
  return image ? [{ path: 'image', figure: image }, ...inBody] : inBody
}

/** The document with each picture replaced by `change`. */
export function withFigures<Document extends Pictured>(
  document: Document,
  change: (figure: Figure) => Figure,
): Document {
  const body = document.body.map((item) => {
    const block = asBlock(item)
    if (block.type === 'figure') return { ...change(block), type: block.type }
    if (block.type === 'gallery') return { ...block, figures: block.figures.map(change) }
    return item
  })
  return { ...document, ...(document.image && { image: change(document.image) }), body }
}
