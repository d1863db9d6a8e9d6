import type { Element } from 'hast'
import type { Figure } from '../../model/figure.ts'
import { plainPhrasing, type Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'
import type { OldFigure } from '../old-export.ts'
import { repairLine } from '../text/repair-text.ts'
import { splitCredit } from './credit.ts'
import { attribute, childrenOf, descendants, find, hasClass, isElement, textIn } from './nodes.ts'
import type { Flow, Item } from './read-flow.ts'
import { oneLine } from './runs.ts'

/** `wp-caption-text`, `tr-caption`, `photo-caption`, `img-desc`. */
const CAPTION =
  /\b(?:[\w-]*caption(?:[-_](?:text|dd))?|(?:img|image|photo|pic)[-_]?(?:desc(?:ription)?|title|credit|text))(?![\w-])/i
const MAX_CAPTION_LENGTH = 300
const IMAGE_FILE = /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i

/** A picture without a caption of its own. @param link where it leads, if it is within a link */
export function imageBlocks(image: Element | undefined, flow: Flow, link?: string): Item[] {
  if (image === undefined) return []
  const figure = figureIn(image, null, flow, link)
  return figure === null ? [] : [{ type: 'figure', ...figure }]
}

/** `<figure>`, and the captioned boxes of WordPress. */
export function figureBlocks(element: Element, flow: Flow): Item[] {
  const images = imagesIn(element)
  const isGallery =
    images.length > 1 &&
    (hasClass(element, /gallery/) || find(element, ({ tagName }) => tagName === 'figure'))
  if (isGallery) return galleryBlocks(element, flow)
  const caption = captionOf(element, flow)
  const [image, ...others] = images
  if (image === undefined) {
    // A figure around a table or a player: its caption is a paragraph.
    const inner = flow.inner(childrenOf(element).filter((child) => !isCaption(child)))
    return [...inner, ...paragraph(caption)]
  }
  const figure = figureIn(image, caption, flow, linkAround(element, image))
  const rest = others.flatMap((other) => imageBlocks(other, flow))
  return figure === null
    ? [...paragraph(caption), ...rest]
    : [{ type: 'figure', ...figure }, ...rest]
}

/** A gallery of HTML, of a Ghost card or of the shortcode `[gallery ids="1,2"]`. */
export function galleryBlocks(element: Element, flow: Flow): Item[] {
  const ids =
    attribute(element, 'ids')
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? []
  const figures: Figure[] = ids.flatMap((id) => foundFigure({ id }, null, flow) ?? [])
  const left: Item[] = []
  const parts = new Set<Element>()
  for (const image of imagesIn(element)) {
    const around = [...descendants(element)].findLast(
      (one) =>
        (one.tagName === 'figure' || hasClass(one, /\bgallery-item\b/)) &&
        imagesIn(one).includes(image) &&
        imagesIn(one).length === 1,
    )
    if (around) parts.add(around)
    const caption = around ? captionOf(around, flow) : null
    const figure = figureIn(image, caption, flow, undefined)
    if (figure) figures.push(figure)
    else left.push(...paragraph(caption))
  }
  const after = captionsOutside(parts, element).flatMap((own) =>
    paragraph(textOf(oneLine(flow.phrasing(childrenOf(own)).runs, flow.context.lose))),
  )
  const [first] = figures
  if (figures.length === 1 && first) return [{ type: 'figure', ...first }, ...left, ...after]
  const galleries: Item[] = []
  for (let from = 0; from < figures.length; from += 100)
    galleries.push({ type: 'gallery', figures: figures.slice(from, from + 100) })
  return [...galleries, ...left, ...after]
}

/** The captions of the group, at any depth: those of no picture's own part. */
function captionsOutside(parts: Set<Element>, element: Element): Element[] {
  return childrenOf(element).flatMap((child) => {
    if (child.type !== 'element' || parts.has(child)) return []
    return isCaption(child) ? [child] : captionsOutside(parts, child)
  })
}

function figureIn(
  image: Element,
  caption: Text | null,
  flow: Flow,
  link: string | undefined,
): Figure | null {
  // Lazy loading puts the address elsewhere, and a placeholder into src.
  const lazy = ['dataSrc', 'dataLazySrc', 'dataOriginal', 'dataFullUrl', 'dataOrigFile'].map(
    (name) => attribute(image, name),
  )
  const sources = [
    ...(link !== undefined && IMAGE_FILE.test(link) ? [link] : []),
    ...lazy,
    attribute(image, 'src'),
  ]
  const url = sources.find(
    (source) => source !== undefined && source !== '' && !source.startsWith('data:'),
  )
  const [, id] = /\bwp-image-(\d+)/.exec(attribute(image, 'className') ?? '') ?? []
  // A counting pixel or an emoticon is no picture of the story.
  if (/^[01]$/.test(attribute(image, 'width') ?? '') || hasClass(image, /\b(?:emoji|wp-smiley)\b/))
    return null
  const alt = attribute(image, 'alt')
  if (url === undefined && id === undefined) return null
  const figure = foundFigure(
    { ...(url && { url }), ...(id && { id }), ...(alt && { alt }) },
    caption,
    flow,
  )
  if (link !== undefined && !IMAGE_FILE.test(link) && flow.context.link(link) === null)
    flow.context.lose('unsafe-link', link)
  return figure
}

function foundFigure(old: OldFigure, caption: Text | null, flow: Flow): Figure | null {
  const found = flow.context.picture(old)
  if (found === null) return null
  const words = caption ?? (found.caption ? repairLine(found.caption, flow.context.lose) : null)
  const { caption: shown, credit } = words
    ? splitCredit(words)
    : { caption: null, credit: undefined }
  const alt = [old.alt, found.alt, shown === null ? '' : plainPhrasing(shown)].find(
    (text) => text && /[\p{L}\p{N}]/u.test(text) && !isFileName(text),
  )
  return {
    src: found.src,
    // Filled in with the headline, when nothing describes the picture.
    alt: alt ? repairLine(alt, flow.context.lose).slice(0, 1000) : '',
    ...(shown !== null && { caption: shown }),
    ...(credit && { credit }),
  }
}

/** `IMG_2034`, `photo-1.jpg`: what cameras and systems write as a description. */
function isFileName(text: string): boolean {
  return (
    /^[\w-]+\.(?:jpe?g|png|gif|webp)$/i.test(text) ||
    /^(?:img|dsc|image|photo|screenshot|whatsapp[ -]image)?[\d_ .-]+$/i.test(text)
  )
}

function captionOf(element: Element, flow: Flow): Text | null {
  // A table of one column has no element of its own for it.
  const caption = find(element, isCaption) ?? (element.tagName === 'table' ? element : undefined)
  return caption
    ? textOf(oneLine(flow.phrasing(childrenOf(caption)).runs, flow.context.lose))
    : null
}

/** `figcaption`, and what themes call the element below a picture. */
function isCaption(node: Parameters<typeof isElement>[0]): boolean {
  if (!isElement(node)) return false
  if (node.tagName === 'figcaption') return true
  return hasClass(node, CAPTION) && imagesIn(node).length === 0
}

/**
 * An element of any kind that holds nothing but pictures and their caption: a box of a theme, or a table
 * of one column.
 */
export function isCaptioned(element: Element): boolean {
  const images = imagesIn(element)
  if (images.length === 0) return false
  const caption = find(element, isCaption)
  const words = (node: Element) => textIn(node).replace(/[^\p{L}\p{N}]+/gu, '')
  if (caption !== undefined) return words(caption) === words(element)
  // A column with paragraphs is the layout of an old page.
  const breaks = [...descendants(element)].filter(({ tagName }) => tagName === 'br').length
  const isColumn = element.tagName === 'table' && images.length === 1 && breaks < 2
  return isColumn && words(element).length > 0 && textIn(element).length <= MAX_CAPTION_LENGTH
}

function imagesIn(element: Element): Element[] {
  return [...descendants(element)].filter(({ tagName }) => tagName === 'img')
}

function linkAround(element: Element, image: Element): string | undefined {
  const link = find(element, (one) => one.tagName === 'a' && imagesIn(one).includes(image))
  return link && attribute(link, 'href')
}

function paragraph(text: Text | null): Item[] {
  if (text === null) return []
  return [typeof text === 'string' ? text : { type: 'paragraph', text }]
}
