/** What a reader may set. Each is an attribute of the root element and a value kept on the device. */
export const READER_SETTINGS = ['text'] as const
export type ReaderSetting = (typeof READER_SETTINGS)[number]

const STORAGE_PREFIX = 'hudhud:'

/** What was kept, or null; also null where the browser keeps nothing for us. */
export function keptSetting(name: ReaderSetting): string | null {
  try {
    return localStorage.getItem(STORAGE_PREFIX + name)
  } catch {
    return null // Storage is blocked: the settings last as long as the page.
  }
}

/** Applies a setting at once, and keeps it where the browser allows. */
export function keepSetting(name: ReaderSetting, value: string): void {
  document.documentElement.dataset[name] = value
  try {
    localStorage.setItem(STORAGE_PREFIX + name, value)
  } catch {
    // Storage is blocked or full: the settings last as long as the page.
  }
}
