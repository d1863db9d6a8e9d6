import { RECENT_CACHE, SAVED_CACHE } from '../offline/cache-names.ts'
import type { SavedStory, Story } from './saved-stories.ts'
import { isStory, validStories } from './valid-stories.ts'

export interface OfflineCopies {
  saved: SavedStory[]
  /** Read recently, and not saved. */
  recent: Story[]
}

/** The stories that can be read without a network; none if the browser gives no access to caches. */
export async function offlineCopies(): Promise<OfflineCopies> {
  try {
    const [saved, recent] = await Promise.all([caches.open(SAVED_CACHE), caches.open(RECENT_CACHE)])
    const list = validStories()
    const [inSaved, inRecent] = await Promise.all([saved.keys(), recent.keys()])
    const paths = new Set([...inSaved, ...inRecent].map(pathOf))
    const others = inRecent.map(pathOf).filter((copy) => !list.some(({ path }) => path === copy))
    const stories = await Promise.all(others.reverse().map((path) => storyIn(recent, path)))
    return {
      saved: list.filter(({ path }) => paths.has(path)),
      recent: stories.filter((story) => story !== null),
    }
  } catch (error) {
    console.warn('offline copies', error) // Blocked by the reader.
    return { saved: [], recent: [] }
  }
}

/** The story of a cached page: the page names it in the props of its own Save button. */
async function storyIn(cache: Cache, path: string): Promise<Story | null> {
  const html = await (await cache.match(path))?.text()
  if (html === undefined) return null
  // Inside a template nothing loads and no style applies.
  const template = document.createElement('template')
  template.innerHTML = html
  const { props } =
    template.content.querySelector<HTMLElement>('[data-island="save"]')?.dataset ?? {}
  const { story }: { story?: unknown } = JSON.parse(props ?? '{}')
  return isStory(story) ? story : null
}

function pathOf({ url }: Request): string {
  return new URL(url).pathname
}
