/** Whether the reader asked for few bytes: of the browser, or here. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true || document.documentElement.dataset.saver === 'on'
}
