import json from '../dist/build.json' with { type: 'json' }
import type { Fonts } from './fonts/make-fonts.ts'
import type { PageStyle } from './page-style.ts'

export type { PageStyle }

/** What `npm run build` made, for the pages to name. Addresses begin with a slash. */
export interface Built {
  /** Each kind of page has its own style sheet, inlined. */
  styles: Record<PageStyle, string>
  /** Applies the reader's settings before the first paint. */
  headScript: string
  /** The module that brings islands to life. */
  loader: string
  /** The scripts that bring the list of kept stories to life. */
  keptListScripts: string[]
  /** Keeps stories to be read without a network; and what takes its place where that is switched off. */
  serviceWorker: string
  serviceWorkerOff: string
  /** Fonts that every page needs, and those for pages with Latin letters. */
  fonts: Fonts['needed']
}

export const built: Built = json
