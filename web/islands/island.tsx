import { type ComponentType, h } from 'preact'
import { loadAttributes, type When } from '../behaviours/behaviour.ts'
import type { islandLoaders } from './loaders.ts'

type Loaders = typeof islandLoaders
type IslandName = keyof Loaders
type IslandComponent<Name extends IslandName> = Awaited<ReturnType<Loaders[Name]>>

interface IslandProps<Name extends IslandName, Props> {
  name: Name
  /** The component that is registered under this name: the worker renders it, the browser hydrates it. */
  component: IslandComponent<Name> & ComponentType<Props>
  props: NoInfer<Props>
  when: When
}

/** A component that the worker renders and the browser hydrates when it is first needed. */
export function Island<Name extends IslandName, Props extends object>(
  island: IslandProps<Name, Props>,
) {
  const { name, component, props, when } = island
  return (
    <div class="island" {...loadAttributes(name, props, when)}>
      {h(component, props)}
    </div>
  )
}
