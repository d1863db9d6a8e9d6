/** The browser's own bar in the colour of the paper, where a reader chose another than the device's. */
export function tintBrowser(): void {
  const root = document.documentElement
  const { backgroundColor } = getComputedStyle(root)
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.dataset.own ??= meta.content
    meta.content = root.dataset.theme === 'auto' ? meta.dataset.own : backgroundColor
  }
}
