/** Whether the reader wants to save data: set in the browser, or in the reading settings. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true || document.documentElement.dataset.saver === 'on'
}
