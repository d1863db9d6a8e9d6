import type { TextSizeProps } from './text-size.tsx'

/** Every island and what it is given: the only bridge between a page and the code that moves it. */
export interface Islands {
  'text-size': TextSizeProps
}

export type IslandName = keyof Islands

/** When an island's code is loaded: once the page is at rest, in view, or first touched. */
export type When = 'idle' | 'visible' | 'touch'
