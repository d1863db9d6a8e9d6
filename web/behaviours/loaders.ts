import type { Mount } from './mount.ts'
import { withStyles } from './with-styles.ts'

/**
 * Registers every behaviour, here and nowhere else: the name that a page writes, and the code that
 * the browser fetches for it. A behaviour attaches to HTML that stays as the worker rendered it.
 */
export const behaviourLoaders = {
  offline: () => import('./enable-offline.ts').then(({ enableOffline }) => enableOffline),
  'following-bar': () =>
    withStyles(
      import('../styles/bar.css?inline'),
      import('./following-bar.ts').then(({ followReading }) => followReading),
    ),
  'held-pictures': () =>
    import('./show-held-pictures.ts').then(({ showHeldPictures }) => showHeldPictures),
  'next-story': () => import('./next-story.ts').then(({ loadNextStory }) => loadNextStory),
  gallery: () =>
    withStyles(
      import('../styles/viewer.css?inline'),
      import('./open-gallery.ts').then(({ openGallery }) => openGallery),
    ),
  'live-updates': () => import('./follow-updates.ts').then(({ followUpdates }) => followUpdates),
  suggest: () => import('./suggest.ts').then(({ suggest }) => suggest),
  share: () =>
    withStyles(
      import('../styles/share.css?inline'),
      import('./share-story.ts').then(({ shareStory }) => shareStory),
    ),
  'relative-times': () =>
    import('./relative-times.ts').then(({ showRelativeTimes }) => showRelativeTimes),
} satisfies Record<string, () => Promise<Mount<never>>>
