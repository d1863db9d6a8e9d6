import { type ComponentType, h } from 'preact'
import { Choice } from './choice.tsx'
import { CloseBreaking } from './close-breaking.tsx'
import type { BehaviourName, Behaviours, IslandName, Islands, When } from './islands.ts'
import { KeptStories } from './kept-stories.tsx'
import { NewStories } from './new-stories.tsx'
import { ReadingSettings } from './reading-settings.tsx'
import { Save } from './save.tsx'
import { ShareButtons } from './share-buttons.tsx'

const components: { [Name in IslandName]: ComponentType<Islands[Name]> } = {
  choice: Choice,
  'close-breaking': CloseBreaking,
  'kept-stories': KeptStories,
  'new-stories': NewStories,
  'reading-settings': ReadingSettings,
  save: Save,
  'share-buttons': ShareButtons,
}

interface IslandProps<Name extends IslandName> {
  name: Name
  props: Islands[Name]
  when: When
}

/** A component that the page shows as it is and the browser brings to life later. */
export function Island<Name extends IslandName>({ name, props, when }: IslandProps<Name>) {
  const component = components[name] as ComponentType<Islands[Name]>
  return (
    <div class="island" {...marks(name, props, when)}>
      {h(component, props)}
    </div>
  )
}

/** The attributes of an element that a behaviour moves. */
export function moved<Name extends BehaviourName>(name: Name, props: Behaviours[Name], when: When) {
  return marks(name, props, when)
}

function marks(name: string, props: object, when: When) {
  return { 'data-island': name, 'data-when': when, 'data-props': JSON.stringify(props) }
}
