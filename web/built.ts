import json from '../dist/build.json' with { type: 'json' }
import type { Fonts } from './fonts/make-fonts.ts'

/** Each kind of page has its own style sheet, inlined. */
const PAGE_STYLES = ['front', 'list', 'article', 'standing', 'message'] as const
export type PageStyle = (typeof PAGE_STYLES)[number]

/** What `npm run build` made, for the pages to name. Addresses begin with a slash. */
export interface Built {
  styles: Record<PageStyle, string>
  /** Applies the reader's settings before the first paint. */
  headScript: string
  /** The module that brings islands to life. */
  loader: string
  /** Fonts that every page needs, and those for pages with Latin letters. */
  fonts: Fonts['files']
}

export const built: Built = json
