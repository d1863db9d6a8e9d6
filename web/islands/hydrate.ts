import { type ComponentType, h, hydrate } from 'preact'

/** What the loader needs of Preact: named here, so that the rest of it is not loaded. */
export function hydrateInto<Props extends object>(
  element: HTMLElement,
  component: ComponentType<Props>,
  props: Props,
): void {
  hydrate(h(component, props), element)
}
