/** What a page says of its story, so that it can be shown in a list. */
export interface Story {
  path: string
  headline: string
  /** The section's name. */
  section: string
  /** The smallest size of its picture. */
  picture?: string
}

/** A story as the reader's list keeps it. */
export interface SavedStory extends Story {
  /** Milliseconds since 1970. */
  savedAt: number
}

/** Anyone may have written into the storage: what is there may be anything; see shown-story.ts. */
export type Stored = Partial<SavedStory> | null

const KEY = 'hudhud:saved'

/** What lies on the reader's list, newest first; null where nothing can be read. */
export function savedStories(): Stored[] | null {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(list) ? list : null
  } catch {
    return null // Storage is blocked, or holds what is not ours: the next saved story takes its place.
  }
}

export function isSaved({ path }: Story): boolean {
  return savedStories()?.some((story) => story?.path === path) === true
}

/** Puts a story on the list or takes it off; whether the browser kept that. */
export function changeSaved(story: Story, isToBeSaved: boolean): boolean {
  const others = (savedStories() ?? []).filter((other) => other?.path !== story.path)
  if (isToBeSaved) others.unshift({ ...story, savedAt: Date.now() })
  try {
    localStorage.setItem(KEY, JSON.stringify(others))
    return true
  } catch {
    return false // Storage is blocked or full.
  }
}
