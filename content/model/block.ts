import { z } from 'zod'
import { figure } from './figure.ts'
import { linkTarget, text } from './phrasing.ts'
import { plainLine, prose } from './plain-line.ts'

const paragraph = z.object({ type: z.literal('paragraph'), text })
const list = z.object({
  type: z.literal('list'),
  ordered: z.boolean({ error: 'is not true or false; write true or false' }).optional(),
  items: z
    .array(text, { error: 'is missing; write a list of texts' })
    .min(1, { error: 'is empty; write at least one item' })
    .max(500, { error: 'has more than 500 items; split the list' }),
})
const notABlock = {
  error:
    'is not a block; write a paragraph as a text, or an object like { "type": "heading", "text": "…" }',
}
const bareParagraph = prose('a paragraph', 20_000)

const heading = z.object({
  type: z.literal('heading'),
  text,
  /** 2 (the default) or 3: the headline is the page's only first level. */
  level: z
    .union([z.literal(2), z.literal(3)], { error: 'is not a level; write 2 or 3' })
    .optional(),
})
const quote = z.object({
  type: z.literal('quote'),
  text,
  attribution: text.optional(),
})
const pictured = figure.extend({ type: z.literal('figure') })
const gallery = z.object({
  type: z.literal('gallery'),
  figures: z
    .array(figure, { error: 'is missing; write a list of pictures' })
    .min(1, { error: 'is empty; write at least one picture, or leave the gallery out' })
    .max(100, { error: 'has more than 100 pictures; split the gallery' }),
})
const table = z.object({
  type: z.literal('table'),
  caption: text.optional(),
  head: z
    .array(text, { error: 'is not a row; write a list of texts' })
    .max(20, { error: 'has more than 20 columns; swap rows and columns, or split the table' })
    .optional(),
  rows: z
    .array(
      z
        .array(text, { error: 'is not a row; write a list of texts' })
        .min(1, { error: 'is an empty row; write its cells or leave it out' })
        .max(20, { error: 'has more than 20 columns; swap rows and columns, or split the table' }),
      { error: 'is missing; write a list of rows, each a list of texts' },
    )
    .min(1, { error: 'is empty; write at least one row' })
    .max(500, { error: 'has more than 500 rows; split the table' }),
})
const factBox = z.object({
  type: z.literal('fact-box'),
  title: plainLine('the title of the box', 200).optional(),
  body: z
    .array(z.union([bareParagraph, z.discriminatedUnion('type', [paragraph, list])], notABlock), {
      error: 'is missing; write a list of paragraphs and lists',
    })
    .min(1, { error: 'is empty; write at least one paragraph' })
    .max(50, { error: 'has more than 50 parts; move some of them to the body' }),
})
const embed = z.object({
  type: z.literal('embed'),
  url: linkTarget.refine((url) => /^https?:/i.test(url), {
    error: 'is not an address on the web; write one that begins with https://',
  }),
  title: plainLine('the title of what is linked', 300),
  description: plainLine('a sentence on what is linked', 1000).optional(),
  provider: plainLine('the name of the site', 100).optional(),
})
const divider = z.object({ type: z.literal('divider') })

/** A block of a body. A renderer switches over `type` and does not compile when one is missing. */
const block = z.discriminatedUnion('type', [
  paragraph,
  heading,
  quote,
  list,
  pictured,
  gallery,
  table,
  factBox,
  embed,
  divider,
])
export type Block = z.infer<typeof block>
export type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>

/** A body as written: a plain string is a paragraph. */
export const body = z
  .array(z.union([bareParagraph, block], notABlock).meta({ id: 'Block' }), {
    error: 'is missing; write a list of paragraphs and blocks, [] if there are none yet',
  })
  .max(2000, { error: 'has more than 2,000 blocks; split the article' })
export type Body = z.infer<typeof body>

/** The same body item in one shape: a string becomes a paragraph block. */
export function asBlock<Item extends { type: string }>(
  item: string | Item,
): Item | BlockOf<'paragraph'> {
  return typeof item === 'string' ? { type: 'paragraph', text: item } : item
}
