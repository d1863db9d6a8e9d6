/** Whether the reader wants to save data: set in the reading settings, or else in the browser. */
export function savesData(): boolean {
  return document.documentElement.dataset.saver === 'on'
}

/** Whether the browser or the system is set to save data. The settings are applied with it. */
export function deviceSavesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches
}
