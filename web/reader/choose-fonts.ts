import { FONTS_FETCHED } from './fonts-fetched.ts'
import { getStored } from './storage.ts'

/**
 * Starts the fonts that the page preloads. As a rule they are in the cache, and come in time for the first
 * paint.
 * A reader's first page has none yet, and they would delay its picture: it is set in the fonts of the
 * device (`data-fonts`, see styles/fonts.css) until replace-fonts.ts has fetched them. A reader who saves
 * data gets none.
 *
 * It is done here because the same cached page serves everyone.
 */
export function chooseFonts(): void {
  const { dataset } = document.documentElement
  if (dataset.saver === 'on' || getStored(FONTS_FETCHED) === null) {
    dataset.fonts = 'device'
    return
  }
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[as=font]')) {
    // Only readers who chose the second typeface fetch it.
    if (!link.dataset.face || link.dataset.face === dataset.face) link.media = 'all'
  }
}
