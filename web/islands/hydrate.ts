import { type ComponentType, h, hydrate } from 'preact'

/** The only part of Preact that the loader uses. Named here so that bundling leaves out the rest. */
export function hydrateIsland<Props extends object>(
  element: HTMLElement,
  component: ComponentType<Props>,
  props: Props,
): void {
  hydrate(h(component, props), element)
}
