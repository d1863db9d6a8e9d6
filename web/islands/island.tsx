import { type ComponentType, h } from 'preact'
import type { IslandName, Islands, When } from './islands.ts'
import { TextSize } from './text-size.tsx'

const components: { [Name in IslandName]: ComponentType<Islands[Name]> } = { 'text-size': TextSize }

interface IslandProps<Name extends IslandName> {
  name: Name
  props: Islands[Name]
  when: When
}

/** A component that the page shows as it is and the browser brings to life later. */
export function Island<Name extends IslandName>({ name, props, when }: IslandProps<Name>) {
  const component = components[name] as ComponentType<Islands[Name]>
  return (
    <div class="island" data-island={name} data-when={when} data-props={JSON.stringify(props)}>
      {h(component, props)}
    </div>
  )
}
