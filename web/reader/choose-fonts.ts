import { afterFirstScreen } from './after-first-screen.ts'
import { FONTS_FETCHED } from './fonts-fetched.ts'
import { getStored } from './storage.ts'

/**
 * Starts the fonts that the page preloads. If they are in the cache they come in time for the first
 * paint. On a reader's first page they would delay its picture: they come after the first screen, which
 * is set in the fonts of the device (`data-fonts`, see styles/fonts.css) until replace-fonts.ts has them.
 * A reader who saves data gets none.
 *
 * It is done here because the same cached page serves everyone.
 */
export function chooseFonts(): void {
  const { dataset } = document.documentElement
  if (dataset.saver === 'on') return
  const fetchFonts = () => {
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[as=font]')) {
      // Only readers who chose the second typeface fetch it.
      if (!link.dataset.face || link.dataset.face === dataset.face) link.media = 'all'
    }
  }
  if (getStored(FONTS_FETCHED) === null) {
    dataset.fonts = 'device'
    afterFirstScreen(fetchFonts)
  } else fetchFonts()
}
