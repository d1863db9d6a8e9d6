import type { ChoiceProps } from './choice.tsx'
import type { CloseBreakingProps } from './close-breaking.tsx'
import type { KeptStoriesProps } from './kept-stories.tsx'
import type { NewStoriesProps } from './new-stories.tsx'
import type { NextStoryProps } from './next-story.ts'
import type { OfflineProps } from './offline.ts'
import type { GalleryProps } from './open-gallery.ts'
import type { ReadingSettingsProps } from './reading-settings.tsx'
import type { SaveProps } from './save.tsx'
import type { ShareButtonsProps } from './share-buttons.tsx'

/**
 * Every island and what it is given: the only bridge between a page and the code that moves it.
 * These are components, rendered by the worker and hydrated in the browser.
 */
export interface Islands {
  choice: ChoiceProps
  'close-breaking': CloseBreakingProps
  'kept-stories': KeptStoriesProps
  'new-stories': NewStoriesProps
  'reading-settings': ReadingSettingsProps
  save: SaveProps
  'share-buttons': ShareButtonsProps
}

/** These are functions that move markup which stays as the worker made it. */
export interface Behaviours {
  gallery: GalleryProps
  'held-pictures': { show: string }
  'next-story': NextStoryProps
  offline: OfflineProps
  'relative-times': { locale: string }
}

export type IslandName = keyof Islands
export type BehaviourName = keyof Behaviours

/**
 * When the code is loaded: once the page is at rest, when the element comes near, when it is first
 * touched, or for readers with the data saver only.
 */
export type When = 'idle' | 'near' | 'touch' | 'saver'
