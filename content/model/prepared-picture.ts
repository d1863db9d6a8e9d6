/**
 * Prepared pictures: an original in the widths and formats that pages use. The name is a hash of the
 * content, so what is stored under a name never changes.
 */

/** A phone at its own density, a phone at 2 or a desktop column, a lead on a wide screen: in pixels. */
const WIDTHS = [400, 800, 1600]
export const PREPARED_FORMATS = ['avif', 'jpg'] as const
export type PreparedFormat = (typeof PREPARED_FORMATS)[number]

const NAME = /^([0-9a-f]{16})\/([1-9]\d{0,3})\.(avif|jpg)$/

/** What link previews show: 1200 by 630 pixels, https://ogp.me */
export const SHARE_SIZE = { width: 1200, height: 630 } as const

/** @param hash of all that decides how it looks */
export function sharePictureName(hash: string): string {
  return `${hash}/share.jpg`
}

export function isSharePicture(name: string): boolean {
  return /^[0-9a-f]{16}\/share\.jpg$/.test(name)
}

export interface PreparedPicture {
  /** Of the original and of how it was prepared. */
  hash: string
  width: number
  format: PreparedFormat
}

/** The media name of one prepared size: `0f1e2d3c4b5a6978/800.avif`. */
export function preparedName({ hash, width, format }: PreparedPicture): string {
  return `${hash}/${width}.${format}`
}

/** The parts of a prepared picture's media name, or null for any other name. */
export function preparedPicture(name: string): PreparedPicture | null {
  const [, hash, width, format] = NAME.exec(name) ?? []
  if (hash === undefined || format === undefined) return null
  return { hash, width: Number(width), format: format as PreparedFormat }
}

/** The widths that an original is prepared in: never wider than itself. `widest` is the last of them. */
export function preparedWidths(width: number): number[] {
  const widest = Math.min(width, Math.max(...WIDTHS))
  return [...WIDTHS.filter((narrower) => narrower < widest), widest]
}
