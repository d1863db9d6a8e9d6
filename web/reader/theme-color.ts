/** The colour of the browser's own bar: that of the page when a reader chose another theme than the device's. */
export function updateThemeColor(): void {
  const root = document.documentElement
  const { backgroundColor } = getComputedStyle(root)
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.dataset.own ??= meta.content
    meta.content = root.dataset.theme === 'auto' ? meta.dataset.own : backgroundColor
  }
}
