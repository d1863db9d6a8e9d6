import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { LineBreaks, OldStory } from '../old-export.ts'
import { decodeEntities } from '../text/decode-entities.ts'
import type { HtmlContext } from './context.ts'
import { finishBody } from './finish-body.ts'
import { attribute, childrenOf, isElement } from './nodes.ts'
import { readElement } from './read-element.ts'
import { Flow, type Item } from './read-flow.ts'
import { expandShortcodes } from './shortcodes.ts'

/** The blocks of a story. What the model has no place for is kept as text and reported. */
export function bodyOfTree(tree: Root, lines: LineBreaks, context: HtmlContext): Item[] {
  const empty = emptyParagraphs(tree)
  if (empty > 0) context.lose('empty-paragraphs', '<p></p>', empty)
  const flow = new Flow(context, lines, readElement).read(childrenOf(tree))
  flow.flush()
  return finishBody(flow.blocks, context)
}

export function parseHtml(
  html: string | Root,
  { lose }: Pick<HtmlContext, 'lose'>,
  shortcodes?: OldStory['shortcodes'],
): Root {
  if (typeof html !== 'string') return html
  const whole = isEscaped(html) ? decodeEntities(html) : html
  if (whole !== html) lose('double-entities', html)
  return fromHtml(shortcodes ? expandShortcodes(whole, lose) : whole, { fragment: true })
}

/** HTML that was escaped once too often: no tags, but escaped ones. */
function isEscaped(html: string): boolean {
  return !/<[a-z!/]/i.test(html) && /&lt;(?:p|div|br|b|strong|a|img|span)\b/i.test(html)
}

function emptyParagraphs(node: Root | ReturnType<typeof childrenOf>[number]): number {
  return childrenOf(node).reduce((sum, child) => {
    const isEmpty =
      isElement(child, 'p') &&
      childrenOf(child).every(
        (inner) =>
          (inner.type === 'text' && !/[^\s\u00A0]/.test(inner.value)) ||
          (isElement(inner, 'br') && attribute(inner, 'id') === undefined),
      )
    return sum + (isEmpty ? 1 : emptyParagraphs(child))
  }, 0)
}
