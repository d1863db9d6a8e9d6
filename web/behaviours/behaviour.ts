import type { behaviourLoaders } from './loaders.ts'

/**
 * When the code is fetched: once the page is idle, when the element comes near the screen, when it is
 * first touched, when the page is first scrolled, or only for readers who use the data saver.
 */
export type When = 'idle' | 'near' | 'touch' | 'scroll' | 'saver'

type Loaders = typeof behaviourLoaders
export type BehaviourName = keyof Loaders
type BehaviourProps<Name extends BehaviourName> = Parameters<Awaited<ReturnType<Loaders[Name]>>>[1]

/** The attributes of a server-rendered element that a behaviour attaches to. */
export function behaviour<Name extends BehaviourName>(
  name: Name,
  props: BehaviourProps<Name>,
  when: When,
) {
  return loadAttributes(name, props, when)
}

/** What the loader reads from an element: the name of its code, its props, and when to fetch it. */
export function loadAttributes(name: string, props: object, when: When) {
  return { 'data-island': name, 'data-when': when, 'data-props': JSON.stringify(props) }
}
