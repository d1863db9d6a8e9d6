import { releasePictures } from './held-pictures.ts'
import { keep, type ReaderSetting } from './reader-settings.ts'
import { tintBrowser } from './tint-browser.ts'

/** Sets what a reader chose, and what follows from it on the open page. */
export async function changeSetting(name: ReaderSetting, value: string): Promise<void> {
  // The typeface comes first, so that the text changes once. Without it the fallback serves.
  if (name === 'face' && value === 'sans') {
    await document.fonts.load('400 1em "Hudhud Sans"', 'نص').catch(() => [])
  }
  keep(name, value)
  if (name === 'theme') tintBrowser()
  if (name === 'saver' && value === 'off') releasePictures(document)
}
