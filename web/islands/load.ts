import type { ComponentType } from 'preact'
import { behaviourLoaders } from '../behaviours/loaders.ts'
import type { Mount } from '../behaviours/mount.ts'
import { prefetchLinks } from '../behaviours/prefetch-links.ts'
import { showCurrentSection } from '../behaviours/show-current-section.ts'
import { loaderArrived, SCRIPT_LIMIT_MS } from '../reader/await-loader.ts'
import { islandLoaders } from './loaders.ts'

/** The script of every page. It fetches the code of each island and behaviour when it is needed. */

loaderArrived()
showCurrentSection()
const position: unknown = history.state?.position
if (typeof position === 'number') {
  import('../reader/position.ts').then(({ restorePosition }) => restorePosition(position))
}
hydrateIslands()
prefetchLinks()

/** Schedules every island and behaviour of the page that is not scheduled yet. */
function hydrateIslands(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-island]:not([data-state])')) {
    const { island = '', when } = element.dataset
    if (!(island in islandLoaders || island in behaviourLoaders)) continue
    element.dataset.state = 'waiting'
    whenNeeded(element, when, () => start(element, island))
  }
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
        import('./hydrate.ts'),
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
  } else if (when === 'touch' && element.dataset.tapped === undefined) {
    const events = ['pointerenter', 'focusin', 'touchstart', 'click']
    const first = () => {
      for (const event of events) element.removeEventListener(event, first)
      load()
    }
    for (const event of events) element.addEventListener(event, first, { passive: true })
  } else if (when === 'touch') {
    load()
  } else if (when === 'scroll') {
    addEventListener('scroll', load, { once: true, passive: true })
  } else if (when === 'saver' && document.documentElement.dataset.saver !== 'on') {
    return
  } else if ('requestIdleCallback' in window) {
    requestIdleCallback(load, { timeout: 2000 })
  } else {
    setTimeout(load, 200)
  }
}
