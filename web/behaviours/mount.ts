/**
 * Attaches a behaviour to its server-rendered element. A behaviour that adds islands to the page
 * calls `hydrateIslands` afterwards. The element's `data-state` is `live` once the promise resolves.
 */
export type Mount<Props> = (
  element: HTMLElement,
  props: Props,
  hydrateIslands: () => void,
) => void | Promise<void>
