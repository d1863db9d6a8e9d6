import type { Paragraph } from 'mdast'
import type { Figure } from '../model/figure.ts'
import { plainPhrasing } from '../model/phrasing.ts'
import { runsOf, splitAt, textOf } from './markdown-phrasing.ts'
import type { Reading } from './reading.ts'

/** Whether a paragraph is a picture with its caption. */
export function isPicture({ children }: Paragraph): boolean {
  return children[0]?.type === 'image'
}

/**
 * `![what it shows](photo.jpg)`, the caption on the lines below it, and the credit after a ©. The title
 * of a CommonMark picture is its caption too.
 */
export function figureOf(node: Paragraph, reading: Reading): Figure | null {
  const [image, ...rest] = node.children
  if (image?.type !== 'image') return null
  const runs = runsOf(rest, reading)
  const lines = runs.length > 0 ? runs : [{ text: image.title ?? '' }]
  const [words, by] = splitAt(lines, /©/) ?? [lines, []]
  const caption = textOf(words)
  const credit = textOf(by)
  return {
    src: mediaNameIn(image.url),
    alt: image.alt ?? '',
    ...(caption !== null && { caption }),
    ...(credit !== null && { credit: plainPhrasing(credit) }),
  }
}

/** Text editors and browsers show a picture by its path: `../media/photo.jpg` is the media name `photo.jpg`. */
export function mediaNameIn(url: string): string {
  const name = url.replace(/^(?:\.{1,2}\/)*(?:\/?media\/)?/, '')
  try {
    return decodeURIComponent(name).normalize('NFC')
  } catch {
    return name
  }
}
