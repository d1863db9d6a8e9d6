/** What a reader does first. A pointer that rests where the page appears enters and moves by itself. */
const SIGNS = ['pointerdown', 'focusin', 'keydown', 'scroll']

/** Runs at the first sign of the reader, before what the sign itself does. */
export function onFirstSign(run: () => void): void {
  const first = ({ type, target }: Event) => {
    // The strip of sections scrolls by itself to the current one.
    if (type === 'scroll' && target !== document) return
    for (const sign of SIGNS) removeEventListener(sign, first, true)
    run()
  }
  for (const sign of SIGNS) addEventListener(sign, first, true)
}
