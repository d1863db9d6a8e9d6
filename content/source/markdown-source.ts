import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { directive } from 'micromark-extension-directive'
import { gfmTable } from 'micromark-extension-gfm-table'
import { readFrontMatter } from './front-matter.ts'
import { blocksOf } from './markdown-blocks.ts'
import type { Source } from './source.ts'

/**
 * Parses a Markdown file: the front matter gives the fields, the text below is `body`. CommonMark with
 * tables and directives; everything that the model does not support is a problem with its place and
 * what to write instead.
 */
export function readMarkdownSource(text: string): Source {
  const { source, length } = readFrontMatter(text)
  // Line breaks are preserved, so that positions in the text are positions in the file.
  const body = text.slice(0, length).replace(/[^\n]/g, ' ') + text.slice(length)
  const tree = fromMarkdown(body, {
    extensions: [gfmTable(), directive()],
    mdastExtensions: [gfmTableFromMarkdown(), directiveFromMarkdown()],
  })
  const definitions = new Map(
    tree.children.flatMap((node) =>
      node.type === 'definition' ? [[node.identifier, node.url] as const] : [],
    ),
  )
  const { places, problems } = source
  const blocks = blocksOf(
    tree.children,
    {
      text: body,
      definitions,
      places,
      refuse: ({ position }, message) =>
        problems.push({ path: '', message, ...(position && { place: position.start }) }),
    },
    'body',
  )
  if (typeof source.value !== 'object' || source.value === null) return source
  if ('body' in source.value) {
    problems.push({ path: 'body', message: 'is the text below the fields; remove this field' })
  }
  return { ...source, value: { ...source.value, body: blocks } }
}
