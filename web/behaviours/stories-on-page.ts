import { messageServiceWorker } from '../reader/message-service-worker.ts'
import { trackPositionIn } from '../reader/position.ts'

/** The stories on the page, one below the other, and which of them is being read. */

export interface StoryOnPage {
  element: HTMLElement
  /** Its own address, from the site's root. */
  path: string
  /** The title of its own page. */
  title: string
}

const stories: StoryOnPage[] = []
let current = 0

/** The first call also adds the story that the page was opened for. */
export function addStory(story: StoryOnPage): void {
  if (stories.length === 0) {
    const element = document.querySelector<HTMLElement>('main > article')
    if (element === null) return
    stories.push({ element, path: location.pathname, title: document.title })
    addEventListener('scroll', () => requestAnimationFrame(followReader), { passive: true })
  }
  stories.push(story)
}

export function isOnPage(path: string): boolean {
  return path === location.pathname || stories.some((story) => story.path === path)
}

/** How many stories were added to the first. */
export function storiesAdded(): number {
  return Math.max(0, stories.length - 1)
}

/** The address, the title and the canonical link follow the story that fills the screen. */
function followReader(): void {
  const middle = innerHeight / 2
  let read = stories.length - 1
  while (read >= 0 && (stories[read]?.element.getBoundingClientRect().top ?? 0) >= middle) read -= 1
  const story = stories[read]
  // Below the end of the last story is the footer, where no story is read.
  if (story === undefined || read === current) return
  if (story.element.getBoundingClientRect().bottom < middle) return
  current = read
  messageServiceWorker({ reading: story.path })
  // Replace, do not push: Back leads to where the reader came from, not through each story.
  history.replaceState(null, '', story.path)
  trackPositionIn(story.element)
  document.title = story.title
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')
  if (canonical) canonical.href = new URL(story.path, canonical.href).href
}
