/** The text of render/beyond-standard.ts: web/build.ts puts it here, so that the loader is one file. */
declare const BEYOND_STANDARD: string

const BEYOND = new RegExp(BEYOND_STANDARD)

/**
 * Text that comes after the page may have letters that its fonts lack: the next story, suggestions,
 * what a reader types or a translator writes. It may have come before this script.
 */
export function watchLetters(): void {
  const look = (text: string) => {
    if (!BEYOND.test(text)) return
    import('./show-letters.ts').then(({ showLetters }) => showLetters(text)).catch(() => {})
  }
  new MutationObserver((records) => {
    const nodes = records.flatMap(({ target, addedNodes }) =>
      target instanceof Text ? [target] : [...addedNodes],
    )
    look(nodes.map((node) => node.textContent).join(' '))
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
  addEventListener('input', ({ target }) => look(String((target as HTMLInputElement).value)))
  const typed = [...document.querySelectorAll('input')].map(({ value }) => value)
  look(`${document.body.textContent} ${typed.join(' ')}`)
}
