import { asBlock } from '../../model/block.ts'
import { articlePath } from '../../model/path.ts'
import { plainPhrasing, type Text } from '../../model/phrasing.ts'
import type { HtmlContext } from './context.ts'
import type { Item } from './read-flow.ts'

/** What papers write in front of links to their other stories. */
const LABEL =
  /^[\s\p{P}\p{S}]*(?:[إا]قر[أا](?:وا|ي)?\s*(?:أيض[اًا]+|ايض[اًا]+|المزيد|كذلك|عن هذا)|[إا]قر[أا]\s+في|طالع(?:وا)?\s*(?:أيض[اًا]+|المزيد)?|شاهد\s+أيض[اًا]+|تابع\s+أيض[اًا]+|(?:مواضيع|موضوعات|أخبار|مقالات)\s+(?:ذات صلة|متعلقة|مشابهة)|ذات صلة|للمزيد|read also|read more|also read|see also|related(?: stories| articles| posts)?|more on this)[\s\p{P}\p{S}]*/iu
const ARTICLE = new RegExp(`^${articlePath('')}`)

/**
 * Takes "read also" blocks out of a body: a paragraph that is a label and links to stories of this
 * site, or a label followed by a list or paragraphs of such links. Blocks with other words stay.
 */
export function takeReadAlso(items: Item[], context: HtmlContext): Item[] {
  const others: Item[] = []
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]
    if (item === undefined) continue
    const label = labelled(item)
    if (label === null) {
      others.push(item)
      continue
    }
    const own = label.links
    let next = index + 1
    const following: string[] = []
    if (label.isBare) {
      for (let links = linksOnly(items[next]); links !== null; links = linksOnly(items[next])) {
        following.push(...links)
        next += 1
      }
    }
    const ids = [...own, ...following]
    if (ids.length === 0) {
      others.push(item)
      continue
    }
    for (const id of ids) context.related.add(id)
    context.lose('related', wordsOf(item), ids.length)
    index = next - 1
  }
  return others
}

/** A block that begins with the label: its links, and whether it has nothing else; null for any other block. */
function labelled(item: Item): { links: string[]; isBare: boolean } | null {
  const block = asBlock(item)
  if (block.type !== 'paragraph' && block.type !== 'heading') return null
  const words = plainPhrasing(block.text)
  const label = LABEL.exec(words)
  if (label === null) return null
  if (label[0].length === words.length) return { links: [], isBare: true }
  const { links, others } = partsOf(block.text)
  const beside = others.replace(LABEL, '')
  return links.length > 0 && !/[\p{L}\p{N}]/u.test(beside) ? { links, isBare: false } : null
}

/** The ids of a block that is only links to stories. */
function linksOnly(item: Item | undefined): string[] | null {
  if (item === undefined) return null
  const block = asBlock(item)
  const texts = block.type === 'paragraph' ? [block.text] : block.type === 'list' ? block.items : []
  const parts = texts.map(partsOf)
  const isOnly =
    parts.length > 0 &&
    parts.every(({ links, others }) => links.length > 0 && !/[\p{L}\p{N}]/u.test(others))
  return isOnly ? parts.flatMap(({ links }) => links) : null
}

function partsOf(text: Text): { links: string[]; others: string } {
  const links: string[] = []
  let others = ''
  for (const run of typeof text === 'string' ? [text] : text) {
    if (typeof run === 'string') others += run
    else if (run.href && ARTICLE.test(run.href))
      links.push(decodeURIComponent(run.href.replace(ARTICLE, '')))
    else others += run.text
  }
  return { links: [...new Set(links)], others }
}

function wordsOf(item: Item): string {
  const block = asBlock(item)
  return 'text' in block ? plainPhrasing(block.text) : ''
}
