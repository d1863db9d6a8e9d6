import { withStyles } from '../behaviours/with-styles.ts'

/**
 * Registers every island, here and nowhere else: the name that a page writes, and the component that
 * the browser fetches and hydrates.
 */
export const islandLoaders = {
  'close-breaking': () => import('./close-breaking.tsx').then(({ CloseBreaking }) => CloseBreaking),
  'new-stories': () => import('./new-stories.tsx').then(({ NewStories }) => NewStories),
  'reading-settings': () =>
    withStyles(
      import('../styles/panel.css?inline'),
      import('./reading-settings.tsx').then(({ ReadingSettings }) => ReadingSettings),
    ),
  save: () => import('./save.tsx').then(({ Save }) => Save),
  'share-buttons': () => import('./share-buttons.tsx').then(({ ShareButtons }) => ShareButtons),
  'text-size': () =>
    withStyles(
      import('../styles/text-size.css?inline'),
      import('./text-size.tsx').then(({ TextSize }) => TextSize),
    ),
  'stored-stories': () => import('./stored-stories.tsx').then(({ StoredStories }) => StoredStories),
}
