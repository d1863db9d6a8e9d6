import type { ComponentType } from 'preact'
import type { IslandName } from './islands.ts'

/** The code of each island, loaded when the island is first needed. */
const components: Record<IslandName, () => Promise<ComponentType<never>>> = {
  'text-size': async () => (await import('./text-size.tsx')).TextSize,
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const { island, when } = element.dataset
  if (island === undefined || !(island in components)) continue
  whenNeeded(element, when, () => bringToLife(element, island as IslandName))
}

/** The island's `data-state` says how it went: `live`, or `lost` where its code did not come. */
async function bringToLife(element: HTMLElement, name: IslandName): Promise<void> {
  try {
    const [{ hydrateInto }, component] = await Promise.all([
      import('./hydrate.ts'),
      components[name](),
    ])
    hydrateInto(element, component, JSON.parse(element.dataset.props ?? '{}') as never)
    element.dataset.state = 'live'
  } catch (error) {
    element.dataset.state = 'lost'
    console.warn(`island ${name}`, error)
  }
}

function whenNeeded(element: HTMLElement, when: string | undefined, load: () => void): void {
  if (when === 'visible') {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      load()
    })
    observer.observe(element)
  } else if (when === 'touch') {
    const events = ['pointerenter', 'focusin', 'touchstart']
    const first = () => {
      for (const event of events) element.removeEventListener(event, first)
      load()
    }
    for (const event of events) element.addEventListener(event, first, { passive: true })
  } else if ('requestIdleCallback' in window) {
    requestIdleCallback(load, { timeout: 2000 })
  } else {
    setTimeout(load, 200)
  }
}
