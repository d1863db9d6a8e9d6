import { deviceSavesData } from './saves-data.ts'
import { getStored, putStored } from './storage.ts'

/**
 * The reading settings. Each is a `data-` attribute of the root element, for the style sheets, and a
 * stored value. The default choice (see setting-choices.ts) needs neither.
 */
const READER_SETTINGS = ['text', 'theme', 'face', 'spacing', 'saver'] as const
export type ReaderSetting = (typeof READER_SETTINGS)[number]

/** Stored in the same way: the ids of the breaking news that the reader closed. */
type StoredSetting = ReaderSetting | 'dismissed'

export function storedSetting(name: StoredSetting): string | null {
  return getStored(name)
}

/** Applies a value at once and stores it. Without storage it lasts as long as the page. */
export function applySetting(name: StoredSetting, value: string): void {
  document.documentElement.dataset[name] = value
  putStored(name, value)
}

/** Applies all stored settings to the page. Data is saved where the device wants it, unless the reader chose otherwise here. */
export function applyStoredSettings(): void {
  for (const name of [...READER_SETTINGS, 'dismissed'] as const) {
    const value = storedSetting(name)
    if (value !== null) document.documentElement.dataset[name] = value
    else if (name === 'saver' && deviceSavesData()) document.documentElement.dataset.saver = 'on'
  }
}
