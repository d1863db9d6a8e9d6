import json from '../../dist/build.json' with { type: 'json' }
import type { Fonts } from '../build/fonts/make-fonts.ts'
import type { PageStyle } from '../styles/page-styles.ts'

/** What `npm run build` made. Addresses begin with a slash. */
export interface Built {
  /** The style sheet of each kind of page, without its fonts. */
  styles: Record<PageStyle, string>
  /** Applies the reading settings before the first paint, and fetches the loader after it. */
  headScript: string
  /** The scripts of the list of stored stories. */
  storedStoriesScripts: string[]
  serviceWorker: string
  /** Replaces the service worker when reading offline is switched off. */
  serviceWorkerOff: string
  /** See page-fonts.ts. */
  fonts: Pick<Fonts, 'fallbacks' | 'faces'>
}

export const built: Built = json
