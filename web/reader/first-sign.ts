/** What a reader does first: moves the pointer or touches, types, scrolls. */
const SIGNS = ['pointerover', 'focusin', 'keydown', 'scroll']

/** Runs at the first sign of the reader, before what the sign itself does. */
export function onFirstSign(run: () => void): void {
  const first = ({ type, target }: Event) => {
    // The strip of sections scrolls by itself to the current one.
    if (type === 'scroll' && target !== document) return
    for (const sign of SIGNS) removeEventListener(sign, first, true)
    run()
  }
  for (const sign of SIGNS) addEventListener(sign, first, { capture: true, passive: true })
}
