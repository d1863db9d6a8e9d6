import type { Lose } from '../losses.ts'
import type { OldFigure } from '../old-export.ts'

/** What the conversion of one story's HTML needs of the world around it. */
export interface HtmlContext {
  lose: Lose
  /** The language of the story: the same `lang` on a word needs no mark. */
  language: string
  /** Where a link leads now; null when it leads nowhere. */
  link(href: string): { href: string; id?: string } | null
  /** The figure with the media name of a picture, or null when the file is missing. */
  picture(found: OldFigure & { credit?: string }): FoundPicture | null
  /** Stories that a "read also" block names. */
  related: Set<string>
}

export interface FoundPicture {
  src: string
  alt?: string
  caption?: string
}
