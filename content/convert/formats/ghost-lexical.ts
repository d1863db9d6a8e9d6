import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import type { Noted } from '../old-export.ts'
import { escapeHtml } from '../text/escape-html.ts'
import { listIn, parseJson, record, textIn } from './json-value.ts'

type Node = Record<string, unknown>

/** HTML of what an editor of Ghost stores, and what of it has no place. */
export interface Rendered {
  html: string
  noted: Noted[]
}

/** Ghost's editor since version 5.30: a tree of nodes. Null for what is none. */
export function renderLexical(json: string): Rendered | null {
  const root = record(record(parseJson(json))?.root)
  if (root === null) return null
  const noted: Noted[] = []
  return { html: children(root, noted), noted }
}

function children(node: Node, noted: Noted[]): string {
  return listIn(node, 'children')
    .map((child) => htmlOf(child, noted))
    .join('')
}

function htmlOf(node: Node, noted: Noted[]): string {
  const inner = () => children(node, noted)
  const type = (textIn(node, 'type') ?? '').replace(/^extended-/, '')
  switch (type) {
    case 'text':
    case 'tk':
      return marked(escapeHtml(textIn(node, 'text') ?? ''), Number(node.format ?? 0))
    case 'linebreak':
      return '<br>'
    case 'link':
    case 'autolink':
    case 'at-link':
      return `<a href="${escapeHtml(textIn(node, 'url') ?? '')}">${inner()}</a>`
    case 'paragraph':
    case 'aside':
      return `<p>${inner()}</p>`
    case 'heading':
      return `<${headingIn(node)}>${inner()}</${headingIn(node)}>`
    case 'quote':
      return `<blockquote>${inner()}</blockquote>`
    case 'list': {
      const tag = node.tag === 'ol' || node.listType === 'number' ? 'ol' : 'ul'
      return `<${tag}>${inner()}</${tag}>`
    }
    case 'listitem':
      return `<li>${inner()}</li>`
    default:
      return cardHtml(type, node) ?? leftOut(type, node, noted)
  }
}

/** A card of Ghost, in both of its editors; null for an unknown one. */
export function cardHtml(name: string, card: Node): string | null {
  const text = (field: string) => textIn(card, field) ?? ''
  switch (name) {
    case 'image':
      return figure(text('src'), text('alt'), text('caption'))
    case 'gallery':
      return listIn(card, 'images')
        .map((image) => figure(textIn(image, 'src') ?? '', textIn(image, 'alt') ?? '', ''))
        .join('')
    case 'html':
      return text('html')
    case 'markdown':
    case 'card-markdown':
      return micromark(text('markdown'), {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      })
    case 'hr':
    case 'horizontalrule':
      return '<hr>'
    case 'embed':
      return `<hudhud-embed url="${escapeHtml(text('url'))}"></hudhud-embed>`
    case 'bookmark': {
      const about = record(card.metadata) ?? {}
      const words = textIn(about, 'title') ?? text('url')
      return `<p><a href="${escapeHtml(text('url'))}">${escapeHtml(words)}</a> ${escapeHtml(textIn(about, 'description') ?? '')}</p>`
    }
    case 'callout':
      return `<p>${text('calloutText')}</p>`
    case 'toggle':
      return `<h3>${text('heading')}</h3>${text('content')}`
    case 'button':
      return `<p><a href="${escapeHtml(text('buttonUrl'))}">${escapeHtml(text('buttonText'))}</a></p>`
    case 'code':
    case 'codeblock':
      return `<pre>${escapeHtml(text('code'))}</pre>`
    case 'video':
    case 'audio':
    case 'file':
      return `<p><a href="${escapeHtml(text('src'))}">${escapeHtml(text('title') || text('fileTitle') || text('fileName') || text('src'))}</a></p>`
    // Where the free part of a story ends: it has no words.
    case 'paywall':
      return ''
    default:
      return null
  }
}

/** The words of a card that is no part of a story, in the report. */
function leftOut(type: string, node: Node, noted: Noted[]): string {
  const words = ['text', 'header', 'heading', 'title', 'html', 'productTitle']
    .map((name) => textIn(node, name))
    .filter(Boolean)
  const example = `${type}: ${words.join(' ')}`
  noted.push({ kind: 'unknown-shortcode', example })
  // What has words of its own keeps them.
  return words.length > 0
    ? `<p>${escapeHtml(words.join(' '))}</p>${children(node, noted)}`
    : children(node, noted)
}

function figure(src: string, alt: string, caption: string): string {
  const words = caption === '' ? '' : `<figcaption>${caption}</figcaption>`
  return `<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">${words}</figure>`
}

function headingIn(node: Node): string {
  const tag = textIn(node, 'tag') ?? 'h2'
  return /^h[1-6]$/.test(tag) ? tag : 'h2'
}

/** The bits of Lexical's text format. */
function marked(html: string, format: number): string {
  const strong = format & 1 ? `<strong>${html}</strong>` : html
  return format & 2 ? `<em>${strong}</em>` : strong
}
