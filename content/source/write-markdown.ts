import type { BlockContent, PhrasingContent, Root, RootContent } from 'mdast'
import { directiveToMarkdown } from 'mdast-util-directive'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { type Handle, toMarkdown } from 'mdast-util-to-markdown'
import { stringify } from 'yaml'
import { asBlock, type Block, type Body } from '../model/block.ts'
import type { Figure } from '../model/figure.ts'
import type { Span, Text } from '../model/phrasing.ts'

/** A Markdown file that `readMarkdownSource` reads as the same value. */
export function writeMarkdown({
  body,
  ...fields
}: { body: Body } & Record<string, unknown>): string {
  const yaml = stringify(fields, { lineWidth: 0 })
  const text = markdownOf(body)
  return `---\n${yaml}---\n${text === '' ? '' : `\n${text}`}`
}

function markdownOf(body: Body): string {
  const tree: Root = { type: 'root', children: body.map((item) => nodeOf(asBlock(item))) }
  return toMarkdown(tree, {
    extensions: [
      gfmTableToMarkdown({ tablePipeAlign: false }),
      directiveToMarkdown({ quoteSmart: true }),
      { unsafe: SLIPS },
    ],
    handlers: { text: writeText },
    bullet: '-',
    rule: '-',
    resourceLink: true,
    listItemIndent: 'one',
  })
}

const DIGITS = '[0-9\u0660-\u0669\u06F0-\u06F9]{1,2} ?'

/** What the reader reports as marks without effect: readers are meant to see them. */
const SLIPS = [
  ...['~', '*', ']', '{'].map((character) => ({ character, inConstruct: 'phrasing' as const })),
  { character: ':', after: ':', inConstruct: 'phrasing' as const },
  { character: '=', after: '=', inConstruct: 'phrasing' as const },
  { character: '=', before: '=', inConstruct: 'phrasing' as const },
  { character: '%', after: '%', inConstruct: 'phrasing' as const },
  { character: '%', before: '%', inConstruct: 'phrasing' as const },
  { character: '_', before: '[^A-Za-z0-9]', inConstruct: 'phrasing' as const },
  { character: '_', after: '[^A-Za-z0-9]', inConstruct: 'phrasing' as const },
  { character: '-', atBreak: true },
  ...'•▪●◦‣∙·○■□▫➢✓✔★'.split('').map((character) => ({ character, atBreak: true })),
  ...['.', ')', '-', '–'].map((character) => ({ character, atBreak: true, before: DIGITS })),
]

/** An underscore within a word has no effect, but only Latin names have one. */
const UNDERSCORE = /(?<=[\p{L}\p{M}\p{N}])_+(?=[\p{L}\p{M}\p{N}])/gu
const LATIN = /[A-Za-z0-9]/

const writeText: Handle = ({ value }: { value: string }, _parent, state, info) =>
  state
    .safe(value, info)
    .replace(UNDERSCORE, (run, index: number, all: string) =>
      LATIN.test(all[index - 1] ?? '') && LATIN.test(all[index + run.length] ?? '')
        ? run
        : run.replaceAll('_', '\\_'),
    )

function nodeOf(block: Block): RootContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', children: phrasingOf(block.text) }
    case 'heading':
      return { type: 'heading', depth: block.level ?? 2, children: phrasingOf(block.text) }
    case 'quote':
      return {
        type: 'blockquote',
        children: [
          {
            type: 'paragraph',
            children: [
              ...phrasingOf(block.text),
              ...(block.attribution ? [text('\n— '), ...phrasingOf(block.attribution)] : []),
            ],
          },
        ],
      }
    case 'list':
      return {
        type: 'list',
        ordered: block.ordered === true,
        spread: false,
        children: block.items.map((item) => ({
          type: 'listItem',
          spread: false,
          children: [{ type: 'paragraph', children: phrasingOf(item) }],
        })),
      }
    case 'figure':
      return isPlainFigure(block) ? pictureOf(block) : figureDirective(block)
    case 'gallery':
      return { type: 'containerDirective', name: 'gallery', children: block.figures.map(pictureOf) }
    case 'table':
      return tableOf(block)
    case 'fact-box':
      return {
        type: 'containerDirective',
        name: 'fact-box',
        children: [
          ...labelOf(block.title),
          ...block.body.map((item) => nodeOf(asBlock(item)) as BlockContent),
        ],
      }
    case 'embed': {
      const { url, title, description, provider } = block
      return {
        type: 'leafDirective',
        name: 'embed',
        attributes: { url, ...(provider && { provider }), ...(description && { description }) },
        children: phrasingOf(title),
      }
    }
    case 'divider':
      return { type: 'thematicBreak' }
  }
}

function tableOf({ caption, head, rows }: Extract<Block, { type: 'table' }>): RootContent {
  const columns = Math.max(head?.length ?? 0, ...rows.map((row) => row.length))
  const row = (cells: Text[]) => ({
    type: 'tableRow' as const,
    children: Array.from({ length: columns }, (_, column) => {
      const cell = cells[column]
      return { type: 'tableCell' as const, children: cell === undefined ? [] : phrasingOf(cell) }
    }),
  })
  const table = { type: 'table' as const, children: [row(head ?? []), ...rows.map(row)] }
  if (caption === undefined) return table
  return { type: 'containerDirective', name: 'table', children: [...labelOf(caption), table] }
}

function labelOf(label: Text | undefined): BlockContent[] {
  if (label === undefined) return []
  return [{ type: 'paragraph', data: { directiveLabel: true }, children: phrasingOf(label) }]
}

/** A caption with a © of its own needs the directive, and so does a focus. */
function isPlainFigure({ caption, focus }: Figure): boolean {
  return focus === undefined && !JSON.stringify(caption ?? '').includes('©')
}

function pictureOf({ src, alt, caption, credit }: Figure): BlockContent {
  return {
    type: 'paragraph',
    children: [
      { type: 'image', url: `../media/${src}`, alt },
      ...(caption || credit ? [text('\n')] : []),
      ...(caption ? phrasingOf(caption) : []),
      ...(credit ? [text(`${caption ? ' ' : ''}© ${credit}`)] : []),
    ],
  }
}

function figureDirective({ src, alt, caption, credit, focus }: Figure): RootContent {
  return {
    type: 'leafDirective',
    name: 'figure',
    attributes: { src, alt, ...(credit && { credit }), ...(focus && { focus: focus.join(' ') }) },
    children: caption ? phrasingOf(caption) : [],
  }
}

/** The marks from the outermost to the innermost. */
const MARKS = ['lang', 'href', 'strong', 'emphasis'] as const

function phrasingOf(phrasing: Text): PhrasingContent[] {
  const spans = (typeof phrasing === 'string' ? [phrasing] : phrasing).map(
    (run): Span => (typeof run === 'string' ? { text: run } : run),
  )
  return marked(spans, 0)
}

/** Neighbours with the same mark stand in one node. */
function marked(spans: Span[], depth: number): PhrasingContent[] {
  const mark = MARKS[depth]
  if (mark === undefined) return spans.map((span) => text(span.text))
  const groups: Span[][] = []
  for (const span of spans) {
    const group = groups.at(-1)
    if (group?.[0] && group[0][mark] === span[mark]) group.push(span)
    else groups.push([span])
  }
  return groups.flatMap((group): PhrasingContent[] => {
    const value = group[0]?.[mark]
    const children = marked(group, depth + 1)
    if (value === undefined || value === false) return children
    return [nodeWith(mark, String(value), children)]
  })
}

function nodeWith(
  mark: (typeof MARKS)[number],
  value: string,
  children: PhrasingContent[],
): PhrasingContent {
  if (mark === 'lang')
    return { type: 'textDirective', name: 'text', attributes: { lang: value }, children }
  if (mark === 'href') return { type: 'link', url: value, children }
  return { type: mark, children }
}

function text(value: string): PhrasingContent {
  return { type: 'text', value }
}
