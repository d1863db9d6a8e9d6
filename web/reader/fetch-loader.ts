import { awaitLoader } from './await-loader.ts'
import { onFirstSign } from './first-sign.ts'

/** The address of islands/load.ts: web/build.ts puts it here. */
declare const LOADER: string

/** A picture that hangs holds the `load` event back for as long: script does not wait for it longer. */
const AFTER_FIRST_PAINT_MS = 2000

/**
 * Fetches the loader once the first screen has come, or at the first touch: earlier it competes with
 * the text, its typeface and the picture for a slow connection.
 */
export function fetchLoader(): void {
  let isAsked = false
  const ask = () => {
    if (isAsked) return
    isAsked = true
    const script = document.createElement('script')
    script.type = 'module'
    script.src = LOADER
    awaitLoader(script)
    document.head.append(script)
  }
  onFirstSign(() => {
    document.documentElement.dataset.met = ''
    ask()
  })
  // The picture has come, but is painted only now. Safari has no idle callbacks.
  addEventListener('load', () => (window.requestIdleCallback ?? setTimeout)(ask))
  // A page in the background is not painted: it waits for `load`.
  new PerformanceObserver(() => setTimeout(ask, AFTER_FIRST_PAINT_MS)).observe({
    type: 'paint',
    buffered: true,
  })
}
