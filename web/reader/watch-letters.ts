import { BEYOND_STANDARD } from '../render/beyond-standard.ts'

/** The address of behaviours/show-letters.ts: web/build.ts puts it here. */
declare const SHOW_LETTERS: string

/**
 * Text that comes after the page may have letters that its fonts lack: the next story, suggestions,
 * what a reader types or a translator writes.
 */
export function watchLetters(): void {
  const look = (text: string) => {
    if (!BEYOND_STANDARD.test(text)) return
    import(SHOW_LETTERS).then(({ showLetters }) => showLetters(text)).catch(() => {})
  }
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver((records) => {
      const nodes = records.flatMap(({ target, addedNodes }) =>
        target instanceof Text ? [target] : [...addedNodes],
      )
      look(nodes.map((node) => node.textContent).join(' '))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  addEventListener('input', ({ target }) => look(String((target as HTMLInputElement).value)))
}
