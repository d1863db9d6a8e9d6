import { applySetting, type ReaderSetting } from './settings.ts'
import { updateThemeColor } from './theme-color.ts'

/** An event of the window, for other controls of the same setting on the page. */
export const SETTING_CHANGED = 'setting'

/** Applies what a reader chose, and everything that follows from it on the open page. */
export async function changeSetting(name: ReaderSetting, value: string): Promise<void> {
  const { dataset } = document.documentElement
  // Load the typeface first, so that the text changes only once. If it fails, the fallback is used.
  if (name === 'face' && dataset.saver !== 'on') {
    const family = value === 'sans' ? 'Hudhud Sans' : 'Hudhud Naskh'
    await document.fonts.load(`400 1em ${family}`, 'نص').catch(() => [])
    delete dataset.fonts
  }
  applySetting(name, value)
  dispatchEvent(new Event(SETTING_CHANGED))
  if (name === 'theme') updateThemeColor()
  if (name === 'saver' && value === 'off') document.dispatchEvent(new Event('release'))
}
