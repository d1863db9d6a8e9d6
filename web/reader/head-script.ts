import { awaitLoader } from './await-loader.ts'
import { focusSearchOnSlash } from './focus-search.ts'
import { holdPictures } from './held-pictures.ts'
import { holdTaps } from './hold-taps.ts'
import { applyStoredSettings } from './settings.ts'
import { updateThemeColor } from './theme-color.ts'
import { watchLetters } from './watch-letters.ts'

/** Runs inline in the head, before the first paint: the page appears as the reader set it. */
const { classList, dataset } = document.documentElement
classList.add('js')
awaitLoader()
holdTaps()
applyStoredSettings()
// A setting may change on another page: this page may be in the back/forward cache or in another tab.
const applyAgain = () => {
  applyStoredSettings()
  if (dataset.theme !== undefined) updateThemeColor()
}
addEventListener('pageshow', applyAgain)
addEventListener('storage', applyAgain)

// Only readers who chose the second typeface fetch it, in time for the first paint.
for (const link of document.querySelectorAll<HTMLLinkElement>(
  `link[data-face="${dataset.face}"]`,
)) {
  link.media = 'all'
}
focusSearchOnSlash()
watchLetters()
if (dataset.theme !== undefined) updateThemeColor()
if (dataset.saver === 'on') holdPictures()
