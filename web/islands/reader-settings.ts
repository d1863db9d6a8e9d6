/**
 * What a reader may set. Each is a `data-` attribute of the root element and a value kept on the
 * device; the usual choice (see choices.ts) needs neither.
 */
const READER_SETTINGS = ['text', 'theme', 'face', 'spacing', 'saver'] as const
export type ReaderSetting = (typeof READER_SETTINGS)[number]

/** What is kept besides: the breaking news that a reader closed. */
type Kept = ReaderSetting | 'dismissed'

const STORAGE_PREFIX = 'hudhud:'

/** What was kept, or null; also null where the browser keeps nothing for us. */
export function kept(name: Kept): string | null {
  try {
    return localStorage.getItem(STORAGE_PREFIX + name)
  } catch {
    return null // Storage is blocked: the settings last as long as the page.
  }
}

/** Applies a value at once, and keeps it where the browser allows. */
export function keep(name: Kept, value: string): void {
  document.documentElement.dataset[name] = value
  try {
    localStorage.setItem(STORAGE_PREFIX + name, value)
  } catch {
    // Storage is blocked or full: the settings last as long as the page.
  }
}

/** Puts everything that was kept where the style sheets look for it. */
export function applyKept(): void {
  for (const name of [...READER_SETTINGS, 'dismissed'] as const) {
    const value = kept(name)
    if (value !== null) document.documentElement.dataset[name] = value
  }
}
