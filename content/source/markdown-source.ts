import type { Node } from 'mdast'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { directive } from 'micromark-extension-directive'
import { gfmTable } from 'micromark-extension-gfm-table'
import { readFrontMatter } from './front-matter.ts'
import { blocksOf } from './markdown-blocks.ts'
import { definitionsIn } from './markdown-definitions.ts'
import type { Source } from './source.ts'

/**
 * Parses a Markdown file: the front matter gives the fields, the text below is `body`. CommonMark with
 * tables and directives; everything that the model does not support is a problem with its place and
 * what to write instead.
 */
export function readMarkdownSource(text: string): Source {
  const { source, length } = readFrontMatter(text)
  if (length === 0) return source
  // Line breaks are preserved, so that positions in the text are positions in the file.
  const body = text.slice(0, length).replace(/[^\n]/g, ' ') + text.slice(length)
  const tree = fromMarkdown(body, {
    extensions: [gfmTable(), directive()],
    mdastExtensions: [gfmTableFromMarkdown(), directiveFromMarkdown()],
  })
  const { places, problems } = source
  const add = (severity?: 'warning') => (node: Node, message: string) => {
    const place = node.position?.start
    problems.push({ path: '', message, ...(place && { place }), ...(severity && { severity }) })
  }
  const refuse = add()
  const definitions = definitionsIn(tree, refuse, (second, first) => {
    const line = first.position?.start.line
    refuse(second, `defines [${second.label}] again, after line ${line}; delete one of them`)
  })
  const { headline } = Object(source.value) as { headline?: unknown }
  const reading = { text: body, headline, definitions, places, refuse, warn: add('warning') }
  const blocks = blocksOf(tree.children, reading, 'body')
  if (typeof source.value !== 'object' || source.value === null) return source
  if ('body' in source.value) {
    problems.push({ path: 'body', message: 'is the text below the fields; remove this field' })
  }
  return { ...source, value: { ...source.value, body: blocks } }
}
