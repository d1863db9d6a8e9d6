import { afterFirstScreen } from './after-first-screen.ts'
import { getStored, putStored } from './storage.ts'

/** Stored once a page has fetched the fonts: from then on the browser has them in its cache. */
const FETCHED = 'fonts'

/**
 * Starts the fonts that the page preloads. If they are in the cache they come in time for the first
 * paint. On a reader's first page they would delay its picture: they come after the first screen, which
 * is set in the fonts of the device. Then the headlines' face replaces its fallback; the others are for
 * the next page. A reader who saves data gets none. What `data-fonts` does is in styles/fonts.css.
 *
 * It is done here because the same cached page serves everyone.
 */
export function chooseFonts(): void {
  const { dataset } = document.documentElement
  if (dataset.saver === 'on') return
  const fetchFonts = () => {
    const links = document.querySelectorAll<HTMLLinkElement>('link[as=font]')
    for (const link of links) {
      // Only readers who chose the second typeface fetch it.
      if (!link.dataset.face || link.dataset.face === dataset.face) link.media = 'all'
    }
    return links[0]
  }
  if (getStored(FETCHED) !== null) {
    fetchFonts()
    return
  }
  dataset.fonts = 'device'
  afterFirstScreen(() => {
    // Not before it has come: the rule would fetch it a second time.
    fetchFonts()?.addEventListener('load', () => {
      dataset.fonts = 'headlines'
    })
    putStored(FETCHED, '')
  })
}
