import { chooseFonts } from './choose-fonts.ts'
import { fetchLoader } from './fetch-loader.ts'
import { holdPictures } from './held-pictures.ts'
import { holdTaps } from './hold-taps.ts'
import { applyStoredSettings } from './settings.ts'
import { updateThemeColor } from './theme-color.ts'

/** Runs inline in the head, before the first paint: the page appears as the reader set it. */
const { classList, dataset } = document.documentElement
classList.add('js')
fetchLoader()
holdTaps()
applyStoredSettings()
// A setting may change on another page: this page may be in the back/forward cache or in another tab.
const applyAgain = () => {
  applyStoredSettings()
  if (dataset.theme !== undefined) updateThemeColor()
}
addEventListener('pageshow', applyAgain)
addEventListener('storage', applyAgain)

chooseFonts()
if (dataset.theme !== undefined) updateThemeColor()
if (dataset.saver === 'on') holdPictures()
