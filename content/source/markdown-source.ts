import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { directive } from 'micromark-extension-directive'
import { gfmTable } from 'micromark-extension-gfm-table'
import { readFrontMatter } from './front-matter.ts'
import { blocksOf } from './markdown-blocks.ts'
import type { Source } from './source.ts'

/**
 * A Markdown file as the value that it stands for: the fields in front, the text below as `body`.
 * CommonMark with tables and directives; what has no place in the model is a problem with its line
 * and what to write instead.
 */
export function readMarkdownSource(text: string): Source {
  const { source, length } = readFrontMatter(text)
  // Line breaks stay, so that places in the text are places in the file.
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
    problems.push({ path: 'body', message: 'stands below the fields; take it out of them' })
  }
  return { ...source, value: { ...source.value, body: blocks } }
}
