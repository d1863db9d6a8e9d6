import type { ComponentType } from 'preact'
import { focusSearchOnSlash } from '../behaviours/focus-search.ts'
import { behaviourLoaders } from '../behaviours/loaders.ts'
import type { Mount } from '../behaviours/mount.ts'
import { prefetchLinks } from '../behaviours/prefetch-links.ts'
import { showCurrentSection } from '../behaviours/show-current-section.ts'
import { watchLetters } from '../behaviours/watch-letters.ts'
import { loaderArrived, SCRIPT_LIMIT_MS } from '../reader/await-loader.ts'
import { onFirstSign } from '../reader/first-sign.ts'
import { islandLoaders } from './loaders.ts'

/**
 * The script of every page. It fetches the code of each island and behaviour when it is needed. It
 * shares no module with them: shared modules are in the chunk that is not loaded for readers who
 * save data.
 */

loaderArrived()
showCurrentSection()
const position: unknown = history.state?.position
if (typeof position === 'number') {
  import('../reader/position.ts').then(({ restorePosition }) => restorePosition(position))
}
hydrateIslands()
if (!savesData()) {
  if (document.documentElement.dataset.fonts !== undefined) {
    // Without it the page stays in the device's fonts.
    import('../reader/replace-fonts.ts').then(({ replaceFonts }) => replaceFonts()).catch(() => {})
  }
  prefetchLinks()
  watchLetters()
}
focusSearchOnSlash()

/** Schedules every island and behaviour of the page that is not scheduled yet. */
function hydrateIslands(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-island]:not([data-state])')) {
    const { island = '', when } = element.dataset
    if (!(island in islandLoaders || island in behaviourLoaders)) continue
    element.dataset.state = 'waiting'
    whenNeeded(element, when, () => start(element, island))
  }
}

/** A reader who saves data gets the code of what is touched or seen, and nothing ahead of time. */
function savesData(): boolean {
  return document.documentElement.dataset.saver === 'on'
}

/** `data-state` says how it went: `live`, or `lost` while the code does not arrive. */
async function start(element: HTMLElement, name: string): Promise<void> {
  const lose = () => {
    element.dataset.state = 'lost'
  }
  const limit = setTimeout(lose, SCRIPT_LIMIT_MS)
  try {
    const props = JSON.parse(element.dataset.props ?? '{}') as never
    if (name in behaviourLoaders) {
      const mount: Mount<never> = await behaviourLoaders[name as keyof typeof behaviourLoaders]()
      await mount(element, props, hydrateIslands)
    } else {
      const [{ hydrateIsland }, component] = await Promise.all([
        import('./hydrate.ts').catch(loseAll),
        islandLoaders[name as keyof typeof islandLoaders](),
      ])
      hydrateIsland(element, component as ComponentType<never>, props)
    }
    element.dataset.state = 'live'
  } catch (error) {
    lose()
    console.warn(`island ${name}`, error)
  }
  clearTimeout(limit)
}

/** What nearly all controls need: without it the page is as it is without its loader. */
function loseAll(error: unknown): never {
  document.documentElement.classList.add('lost')
  throw error
}

function whenNeeded(element: HTMLElement, when: string | undefined, load: () => void): void {
  if (when === 'near') {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        load()
      },
      { rootMargin: savesData() ? '0%' : '150%' },
    )
    observer.observe(element)
  } else if (hasHappened(element, when)) {
    load()
  } else if (when === 'touch') {
    const events = ['pointerenter', 'focusin', 'touchstart', 'click']
    const first = () => {
      for (const event of events) element.removeEventListener(event, first)
      load()
    }
    for (const event of events) element.addEventListener(event, first, { passive: true })
  } else if (when === 'scroll') {
    addEventListener('scroll', load, { once: true, passive: true })
  } else if (when === 'saver') {
    if (savesData()) load()
  } else if (savesData() && document.documentElement.dataset.met === undefined) {
    // The first sign may have fetched this script itself: then nothing waits for a second.
    onFirstSign(load)
  } else if ('requestIdleCallback' in window) {
    requestIdleCallback(load, { timeout: 2000 })
  } else {
    setTimeout(load, 200)
  }
}

/** The reader may have done what the code waits for before this script came. */
function hasHappened(element: HTMLElement, when: string | undefined): boolean {
  if (element.dataset.tapped !== undefined) return true
  if (when === 'scroll') return scrollY > 0
  return (
    when === 'touch' &&
    (element.matches(':hover, :focus-within') || element.querySelector('[open]') !== null)
  )
}
