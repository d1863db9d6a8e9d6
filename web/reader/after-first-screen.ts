import { onFirstSign } from './first-sign.ts'

/** A picture that hangs holds the `load` event back for as long: nothing waits for it longer. */
const AFTER_FIRST_PAINT_MS = 2000

/**
 * Runs once the first screen has come, or at the first touch. What is fetched earlier competes with
 * the text and the picture for a slow connection.
 */
export function afterFirstScreen(run: () => void): void {
  let hasRun = false
  const once = () => {
    if (hasRun) return
    hasRun = true
    run()
  }
  onFirstSign(once)
  // The picture has come, but is painted only now. Safari has no idle callbacks.
  addEventListener('load', () => (window.requestIdleCallback ?? setTimeout)(once))
  // A page in the background is not painted: it waits for `load`.
  new PerformanceObserver(() => setTimeout(once, AFTER_FIRST_PAINT_MS)).observe({
    type: 'paint',
    buffered: true,
  })
}
