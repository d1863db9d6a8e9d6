import { keptSetting, READER_SETTINGS } from './islands/reader-settings.ts'

/** Runs inline in the head, before anything is painted: the page appears as the reader set it. */
const { classList, dataset } = document.documentElement
classList.add('js')
applySettings()
// Set on another page: this one comes back from the back/forward cache, or stands in another tab.
addEventListener('pageshow', applySettings)
addEventListener('storage', applySettings)

function applySettings(): void {
  for (const name of READER_SETTINGS) {
    const kept = keptSetting(name)
    if (kept !== null) dataset[name] = kept
  }
}
