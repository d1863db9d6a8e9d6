import json from '../dist/build.json' with { type: 'json' }

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
  /** Fonts that every page needs. */
  preload: string[]
}

export const built: Built = json
