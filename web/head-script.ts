import { holdPictures } from './islands/held-pictures.ts'
import { applyKept } from './islands/reader-settings.ts'
import { tintBrowser } from './islands/tint-browser.ts'

/** Runs inline in the head, before anything is painted: the page appears as the reader set it. */
const { classList, dataset } = document.documentElement
classList.add('js')
applyKept()
// Set on another page: this one comes back from the back/forward cache, or stands in another tab.
addEventListener('pageshow', applyKept)
addEventListener('storage', applyKept)

// The second typeface is fetched for those alone who chose it, and in time for the first paint.
for (const link of document.querySelectorAll<HTMLLinkElement>(
  `link[data-face="${dataset.face}"]`,
)) {
  link.media = 'all'
}
if (dataset.theme !== undefined) tintBrowser()
if (dataset.saver === 'on') holdPictures()
