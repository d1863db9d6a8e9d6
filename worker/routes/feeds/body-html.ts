import { bidiRuns } from '../../../content/arabic/bidi.ts'
import type { Article, Correction } from '../../../content/model/article.ts'
import { asBlock, type Block, type BlockOf, type Body } from '../../../content/model/block.ts'
import { type Figure, isRemoteImage } from '../../../content/model/figure.ts'
import { absoluteUrl, imageUrl } from '../../../content/model/path.ts'
import type { Span, Text } from '../../../content/model/phrasing.ts'
import type { Site } from '../../../content/model/site.ts'
import { directionOf } from '../../../web/strings/direction.ts'
import { stringsFor } from '../../../web/strings/languages.ts'
import { escaped } from '../xml.ts'

/**
 * An article as plain HTML for feed readers: no classes, no scripts, every address absolute. Readers
 * set it in a page of their own, so it carries its direction and language.
 */
export function bodyHtml(article: Article, site: Site): string {
  const language = article.language ?? site.language
  const { standfirst, image, body, corrections = [] } = article
  const inner = [
    standfirst ? `<p><strong>${bidiHtml(standfirst)}</strong></p>` : '',
    image ? figureHtml(image, site) : '',
    blocksHtml(body, site),
    correctionsHtml(corrections, language),
  ]
  return `<div lang="${language}" dir="${directionOf(language)}">${inner.join('')}</div>`
}

/** The text of an update, in the same way. */
export function updateHtml(body: Body, language: string, site: Site): string {
  return `<div lang="${language}" dir="${directionOf(language)}">${blocksHtml(body, site)}</div>`
}

function blocksHtml(body: Body, site: Site): string {
  return body.map((item) => blockHtml(asBlock(item), site)).join('')
}

/** A block type that is not handled here does not compile. */
function blockHtml(block: Block, site: Site): string {
  const phrasing = (text: Text) => phrasingHtml(text, site)
  switch (block.type) {
    case 'paragraph':
      return `<p>${phrasing(block.text)}</p>`
    case 'heading': {
      const level = block.level === 3 ? 'h3' : 'h2'
      return `<${level}>${phrasing(block.text)}</${level}>`
    }
    case 'quote': {
      const by = block.attribution ? `<p>${phrasing(block.attribution)}</p>` : ''
      return `<blockquote><p>${phrasing(block.text)}</p>${by}</blockquote>`
    }
    case 'list': {
      const kind = block.ordered ? 'ol' : 'ul'
      return `<${kind}>${block.items.map((item) => `<li>${phrasing(item)}</li>`).join('')}</${kind}>`
    }
    case 'figure':
      return figureHtml(block, site)
    case 'gallery':
      return block.figures.map((figure) => figureHtml(figure, site)).join('')
    case 'table':
      return tableHtml(block, phrasing)
    case 'fact-box': {
      const title = block.title ? `<h3>${bidiHtml(block.title)}</h3>` : ''
      return `<aside>${title}${blocksHtml(block.body, site)}</aside>`
    }
    case 'embed': {
      const about = block.description ? `<br>${bidiHtml(block.description)}` : ''
      return `<p><a href="${escaped(block.url)}">${bidiHtml(block.title)}</a>${about}</p>`
    }
    case 'divider':
      return '<hr>'
    default:
      return block satisfies never
  }
}

function tableHtml(
  { caption, head, rows }: BlockOf<'table'>,
  phrasing: (text: Text) => string,
): string {
  const row = (cells: Text[], cell: 'th' | 'td') =>
    `<tr>${cells.map((text) => `<${cell}>${phrasing(text)}</${cell}>`).join('')}</tr>`
  return [
    '<table>',
    caption ? `<caption>${phrasing(caption)}</caption>` : '',
    head ? `<thead>${row(head, 'th')}</thead>` : '',
    `<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`,
  ].join('')
}

/** A picture of an origin that the site does not name is left out, as on its pages. */
function figureHtml({ src, alt, caption, credit, width, height }: Figure, site: Site): string {
  if (isRemoteImage(src) && !site.imageOrigins.includes(new URL(src).origin)) return ''
  const address = escaped(absoluteUrl(site.origin, imageUrl(src)))
  const size = width && height ? ` width="${width}" height="${height}"` : ''
  const words = [
    caption ? phrasingHtml(caption, site) : '',
    credit ? `<cite>${bidiHtml(credit)}</cite>` : '',
  ].filter(Boolean)
  const label = words.length > 0 ? `<figcaption>${words.join(' ')}</figcaption>` : ''
  return `<figure><img src="${address}" alt="${escaped(alt)}"${size}>${label}</figure>`
}

function correctionsHtml(corrections: Correction[], language: string): string {
  if (corrections.length === 0) return ''
  const { corrections: title, correctionKinds } = stringsFor(language)
  const items = corrections.map(
    ({ kind, text }) =>
      `<p><strong>${escaped(correctionKinds[kind])}:</strong> ${bidiHtml(text)}</p>`,
  )
  return `<h3>${escaped(title)}</h3>${items.join('')}`
}

/** A correction by itself, with the address of its place in the story. */
export function correctionHtml(
  { kind, text }: Correction,
  { headline, url, language }: { headline: string; url: string; language: string },
): string {
  const { correctionKinds } = stringsFor(language)
  return `<div lang="${language}" dir="${directionOf(language)}"><p><strong>${escaped(correctionKinds[kind])}:</strong> ${bidiHtml(text)}</p><p><a href="${escaped(url)}">${bidiHtml(headline)}</a></p></div>`
}

function phrasingHtml(text: Text, site: Site): string {
  if (typeof text === 'string') return bidiHtml(text)
  return text.map((run) => (typeof run === 'string' ? bidiHtml(run) : spanHtml(run, site))).join('')
}

function spanHtml({ text, strong, emphasis, href, lang }: Span, site: Site): string {
  let html = lang
    ? `<bdi lang="${escaped(lang)}" dir="${directionOf(lang)}">${escaped(text)}</bdi>`
    : bidiHtml(text)
  if (strong) html = `<strong>${html}</strong>`
  if (emphasis) html = `<em>${html}</em>`
  return href ? `<a href="${escaped(absoluteUrl(site.origin, href))}">${html}</a>` : html
}

/** As BidiText on pages. */
function bidiHtml(text: string): string {
  return bidiRuns(text)
    .map(({ text, isIsolated }) => {
      if (!isIsolated) return escaped(text)
      const tag = /[\u0660-\u0669]/u.test(text) ? 'bdo' : 'bdi'
      return `<${tag} dir="ltr">${escaped(text)}</${tag}>`
    })
    .join('')
}
