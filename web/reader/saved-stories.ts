import { getStored, putStored } from './storage.ts'

/** What a page records about its story, so that a list can show it. */
export interface Story {
  path: string
  headline: string
  /** The section's name. */
  section: string
  /** The smallest size of its picture. */
  picture?: string
}

export interface SavedStory extends Story {
  /** Milliseconds since 1970. */
  savedAt: number
}

/** An entry of the stored list. Other code can write to the storage: validate it (valid-stories.ts). */
export type StoredEntry = Partial<SavedStory> | null

const NAME = 'saved'

/** The stored list, newest first; null if it cannot be read. */
export function savedStories(): StoredEntry[] | null {
  try {
    const list: unknown = JSON.parse(getStored(NAME) ?? '[]')
    return Array.isArray(list) ? list : null
  } catch {
    return null // Not written by this site: the next saved story replaces it.
  }
}

export function isSaved({ path }: Story): boolean {
  return savedStories()?.some((story) => story?.path === path) === true
}

/** Adds a story to the list or removes it. @returns false if storage is blocked or full */
export function changeSaved(story: Story, isToBeSaved: boolean): boolean {
  const others = (savedStories() ?? []).filter((other) => other?.path !== story.path)
  if (isToBeSaved) others.unshift({ ...story, savedAt: Date.now() })
  return putStored(NAME, JSON.stringify(others))
}
