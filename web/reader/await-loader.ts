/** After this many milliseconds a script that has not arrived counts as lost. */
export const SCRIPT_LIMIT_MS = 10_000

/**
 * Marks the page `lost` if its loader fails or takes too long: what needs script is hidden then. The
 * loader takes the mark away, should it arrive after all.
 */
export function awaitLoader(script: HTMLScriptElement): void {
  const { classList } = document.documentElement
  const lose = () => classList.contains('ready') || classList.add('lost')
  script.onerror = lose
  setTimeout(lose, SCRIPT_LIMIT_MS)
}

/** The loader has arrived. */
export function loaderArrived(): void {
  const { classList } = document.documentElement
  classList.add('ready')
  classList.remove('lost')
}
