import type { ComponentType } from 'preact'
import type { BehaviourName, IslandName } from './islands.ts'
import { prefetchLinks } from './prefetch-links.ts'
import { showCurrentSection } from './show-current-section.ts'

/** The code that every page names: it brings each island to life when it is first needed. */

/** What is brought to life may bring islands of its own into the page; it wakes them itself. */
type Life = (element: HTMLElement, props: never, awaken: () => void) => void

const lives: Record<IslandName | BehaviourName, () => Promise<Life>> = {
  choice: () => component(import('./choice.tsx').then(({ Choice }) => Choice)),
  'close-breaking': () =>
    component(import('./close-breaking.tsx').then(({ CloseBreaking }) => CloseBreaking)),
  'kept-stories': () =>
    component(import('./kept-stories.tsx').then(({ KeptStories }) => KeptStories)),
  'new-stories': () => component(import('./new-stories.tsx').then(({ NewStories }) => NewStories)),
  'reading-settings': () =>
    dressed(
      import('../styles/panel.css?inline'),
      component(import('./reading-settings.tsx').then(({ ReadingSettings }) => ReadingSettings)),
    ),
  save: () => component(import('./save.tsx').then(({ Save }) => Save)),
  'share-buttons': () =>
    component(import('./share-buttons.tsx').then(({ ShareButtons }) => ShareButtons)),
  gallery: () =>
    dressed(
      import('../styles/viewer.css?inline'),
      import('./open-gallery.ts').then(({ openGallery }) => openGallery),
    ),
  'held-pictures': async () => (await import('./show-held-pictures.ts')).showHeldPictures,
  'next-story': async () => (await import('./next-story.ts')).bringNextStory,
  offline: async () => (await import('./offline.ts')).goOffline,
  'relative-times': async () => (await import('./relative-times.ts')).keepTimesRelative,
}

async function component<Props extends object>(
  loading: Promise<ComponentType<Props>>,
): Promise<Life> {
  const [{ hydrateInto }, loaded] = await Promise.all([import('./hydrate.ts'), loading])
  return (element, props) => hydrateInto(element, loaded, props)
}

/** An island whose looks are not in the page: they come with its code. */
async function dressed(style: Promise<{ default: string }>, life: Promise<Life>): Promise<Life> {
  const [{ adopt }, { default: css }, loaded] = await Promise.all([
    import('./adopt.ts'),
    style,
    life,
  ])
  adopt(css)
  return loaded
}

showCurrentSection()
const place: unknown = history.state?.place
if (typeof place === 'number')
  import('./place.ts').then(({ returnToPlace }) => returnToPlace(place))
awaken()
prefetchLinks()

/** Brings the islands of the page to life, each when it is needed; those alive stay as they are. */
function awaken(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-island]:not([data-state])')) {
    const { island, when } = element.dataset
    if (island === undefined || !(island in lives)) continue
    element.dataset.state = 'waiting'
    whenNeeded(element, when, () => bringToLife(element, island as keyof typeof lives))
  }
}

/** The island's `data-state` says how it went: `live`, or `lost` where its code did not come. */
async function bringToLife(element: HTMLElement, name: keyof typeof lives): Promise<void> {
  try {
    const life = await lives[name]()
    life(element, JSON.parse(element.dataset.props ?? '{}') as never, awaken)
    element.dataset.state = 'live'
  } catch (error) {
    element.dataset.state = 'lost'
    console.warn(`island ${name}`, error)
  }
}

function whenNeeded(element: HTMLElement, when: string | undefined, load: () => void): void {
  if (when === 'near') {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        load()
      },
      { rootMargin: '150%' },
    )
    observer.observe(element)
  } else if (when === 'touch') {
    const events = ['pointerenter', 'focusin', 'touchstart']
    const first = () => {
      for (const event of events) element.removeEventListener(event, first)
      load()
    }
    for (const event of events) element.addEventListener(event, first, { passive: true })
  } else if (when === 'saver' && document.documentElement.dataset.saver !== 'on') {
    return
  } else if ('requestIdleCallback' in window) {
    requestIdleCallback(load, { timeout: 2000 })
  } else {
    setTimeout(load, 200)
  }
}
