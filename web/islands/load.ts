import type { ComponentType } from 'preact'
import type { IslandName } from './islands.ts'

/** Brings the page's islands to life, each with its own code, each when it is first needed. */
const code: Record<IslandName, () => Promise<{ default: ComponentType<never> }>> = {
  'text-size': () => import('./text-size.tsx').then(({ TextSize }) => ({ default: TextSize })),
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const { island, when } = element.dataset
  if (island === undefined || !(island in code)) continue
  whenNeeded(element, when, () => hydrateIsland(element, island as IslandName))
}

async function hydrateIsland(element: HTMLElement, name: IslandName): Promise<void> {
  const [{ h, hydrate }, { default: component }] = await Promise.all([
    import('preact'),
    code[name](),
  ])
  hydrate(h(component, JSON.parse(element.dataset.props ?? '{}') as never), element)
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
