import type { ChoiceProps } from './choice.tsx'
import type { ReadingSettingsProps } from './reading-settings.tsx'

/**
 * Every island and what it is given: the only bridge between a page and the code that moves it.
 * These are components, rendered by the worker and hydrated in the browser.
 */
export interface Islands {
  choice: ChoiceProps
  'reading-settings': ReadingSettingsProps
}

/** These are functions that move markup which stays as the worker made it. */
export interface Behaviours {
  'held-pictures': { show: string }
}

export type IslandName = keyof Islands
export type BehaviourName = keyof Behaviours

/**
 * When the code is loaded: once the page is at rest, when the element comes near, when it is first
 * touched, or for readers with the data saver only.
 */
export type When = 'idle' | 'near' | 'touch' | 'saver'
