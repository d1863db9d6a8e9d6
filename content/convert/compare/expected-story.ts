import { asBlock } from '../../model/block.ts'
import type { Figure } from '../../model/figure.ts'
import { plainPhrasing } from '../../model/phrasing.ts'
import { plainText } from '../../model/plain-text.ts'
import type { ArchiveIndex } from '../archive-index.ts'
import { convertStory } from '../convert-story.ts'
import { parseHtml } from '../html/body-of-html.ts'
import { shownText } from '../html/shown-text.ts'
import type { IndexEntry } from '../index-entry.ts'
import type { OldExport, OldStory } from '../old-export.ts'
import { familyOf, isShown, pathOf } from '../picture-family.ts'
import { repairText } from '../text/repair-text.ts'
import { wordsOf } from '../text/words.ts'

/** What the site should have of one story. */
export interface Expected {
  headline?: string
  standfirst?: string
  /** Only where the export says its zone. */
  publishedAt?: string
  /** The plain text of each block, pictures apart. */
  paragraphs: string[]
  pictures: ExpectedPicture[]
  /** The lead picture may be the same file as the first one of the text, under another name. */
  opensTwice: boolean
  /** The words of the export as a browser shows it, each with how often. */
  words: Map<string, number>
}

export interface ExpectedPicture {
  /** At the previous site. */
  address: string
  /** What tells it from the other pictures of the story. */
  words: string
}

/** Converts a story once more, as if each of its pictures were there. */
export function expectedOf(
  story: OldStory,
  entry: IndexEntry,
  { archive, index }: { archive: OldExport; index: ArchiveIndex },
): Expected {
  const addresses = new Map<string, string>()
  const find = (address: string) => {
    const path = pathOf(address)
    if (!isShown(path)) return { missing: address }
    const name = `${familyOf(path)} ${path.split('/').slice(0, -1).join('/')}`
    addresses.set(name, address)
    return { name }
  }
  const language = archive.site.language ?? 'ar'
  const context = { index, pictures: { find }, timeZone: 'UTC', language, credit: ' ' }
  const { value } = convertStory(story, entry, context)
  const blocks = value.body.map(asBlock)
  const lead = 'image' in value ? value.image : undefined
  const figures = figuresOf({ ...(lead && { image: lead }), body: value.body })
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(story.publishedAt ?? '')
  const tree = parseHtml(story.html, { lose: () => undefined }, story.shortcodes)
  return {
    ...('headline' in value && value.headline && { headline: value.headline }),
    ...(value.standfirst && { standfirst: value.standfirst }),
    ...('publishedAt' in value && hasZone && { publishedAt: value.publishedAt }),
    paragraphs: paragraphsOf(value.body),
    pictures: figures.map((figure) => ({
      address: addresses.get(figure.src) ?? figure.src,
      words: wordsOfFigure(figure),
    })),
    opensTwice: lead !== undefined && blocks[0]?.type === 'figure',
    words: wordsOf(repairText(shownText(tree), () => undefined)),
  }
}

type Pictured = { image?: Figure | undefined; body: Parameters<typeof plainText>[0] }

export function figuresOf({ image, body }: Pictured): Figure[] {
  const inBody = body.map(asBlock).flatMap((block) => {
    if (block.type === 'figure') return [block]
    return block.type === 'gallery' ? block.figures : []
  })
  return image ? [image, ...inBody] : inBody
}

/** The text of each block, letter for letter; of pictures only the words around them. */
export function paragraphsOf(body: Pictured['body']): string[] {
  return body.flatMap((item) => {
    const block = asBlock(item)
    if (block.type === 'figure' || block.type === 'gallery') return []
    const attribution =
      block.type === 'quote' && block.attribution ? plainPhrasing(block.attribution) : ''
    const text = plainText([item])
    return [attribution && !text.endsWith(attribution) ? `${text}\n${attribution}` : text].filter(
      Boolean,
    )
  })
}

/** The description and the caption; a credit may be the archive's. */
export function wordsOfFigure({ alt, caption }: Figure): string {
  return `${alt} ${caption === undefined ? '' : plainPhrasing(caption)}`.trim()
}
