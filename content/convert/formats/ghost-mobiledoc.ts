import { escapeHtml } from '../text/escape-html.ts'
import { cardHtml, type Rendered } from './ghost-lexical.ts'
import { parseJson, record } from './json-value.ts'

/**
 * Ghost's editor of versions 1 to 5: sections that name markups, atoms and cards by number. Null for
 * what is none. https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md
 */
export function renderMobiledoc(json: string): Rendered | null {
  const document = record(parseJson(json))
  if (document === null || !Array.isArray(document.sections)) return null
  const rendered: Rendered = { html: '', noted: [] }
  for (const section of document.sections.filter(Array.isArray))
    rendered.html += sectionHtml(section, document, rendered)
  return rendered
}

const [MARKUP, IMAGE, LIST, CARD] = [1, 2, 3, 10]
const TAG = /^(?:p|h[1-6]|blockquote|aside|ul|ol|pull-quote)$/

function sectionHtml(
  section: unknown[],
  document: Record<string, unknown>,
  { noted }: Rendered,
): string {
  const [kind, first, second] = section
  if (kind === CARD) {
    const [name, payload] = pairAt(document.cards, first)
    const html = cardHtml(String(name), record(payload) ?? {})
    if (html === null) noted.push({ kind: 'unknown-shortcode', example: JSON.stringify(payload) })
    return html ?? ''
  }
  if (kind === IMAGE) return `<img src="${escapeHtml(String(first))}" alt="">`
  const tag = TAG.test(String(first)) ? String(first) : 'p'
  if (kind === LIST) {
    const items = listOf(second).map((item) => `<li>${runsHtml(listOf(item), document)}</li>`)
    return `<${tag}>${items.join('')}</${tag}>`
  }
  if (kind !== MARKUP) return ''
  const inner = runsHtml(listOf(second), document)
  return /^(?:aside|pull-quote)$/.test(tag) ? `<p>${inner}</p>` : `<${tag}>${inner}</${tag}>`
}

/** Runs of text: each opens some markups, and closes the last ones. */
function runsHtml(runs: unknown[], { markups, atoms }: Record<string, unknown>): string {
  const open: string[] = []
  let html = ''
  for (const run of runs.filter(Array.isArray)) {
    const [kind, opened, closed, content] = run
    for (const index of listOf(opened)) {
      const [tag, attributes] = pairAt(markups, index)
      const name = /^(?:a|b|i|strong|em|code|s|u|sub|sup)$/.test(String(tag)) ? String(tag) : 'span'
      const values = listOf(attributes)
      const href = name === 'a' ? String(values[values.indexOf('href') + 1] ?? '') : ''
      html += name === 'a' ? `<a href="${escapeHtml(href)}">` : `<${name}>`
      open.push(name)
    }
    const [atom, words] = kind === 1 ? pairAt(atoms, content) : []
    html +=
      kind === 0
        ? escapeHtml(String(content ?? ''))
        : atom === 'soft-return'
          ? '<br>'
          : escapeHtml(String(words ?? ''))
    for (let count = Number(closed); count > 0; count -= 1) {
      const name = open.pop()
      if (name !== undefined) html += `</${name}>`
    }
  }
  return html
}

function pairAt(list: unknown, index: unknown): unknown[] {
  return listOf(listOf(list)[Number(index)])
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
