import { RECENT_CACHE, SAVED_CACHE } from '../offline/cache-names.ts'
import type { SavedStory, Story } from './saved-stories.ts'
import { isStory, shownStories } from './shown-story.ts'

export interface Kept {
  saved: SavedStory[]
  recent: Story[]
}

/** The stories that can be read without a network; none where the browser keeps nothing for us. */
export async function keptStories(): Promise<Kept> {
  try {
    const [saved, recent] = await Promise.all([caches.open(SAVED_CACHE), caches.open(RECENT_CACHE)])
    const list = shownStories()
    const [inSaved, inRecent] = await Promise.all([saved.keys(), recent.keys()])
    const paths = new Set([...inSaved, ...inRecent].map(pathOf))
    const others = inRecent.map(pathOf).filter((kept) => !list.some(({ path }) => path === kept))
    const stories = await Promise.all(others.reverse().map((path) => storyIn(recent, path)))
    return {
      saved: list.filter(({ path }) => paths.has(path)),
      recent: stories.filter((story) => story !== null),
    }
  } catch (error) {
    console.warn('kept stories', error) // Blocked by the reader.
    return { saved: [], recent: [] }
  }
}

/** A kept page says of its story what its own button would save. */
async function storyIn(cache: Cache, path: string): Promise<Story | null> {
  const html = await (await cache.match(path))?.text()
  if (html === undefined) return null
  // In a template nothing of it loads or is applied.
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
