import { type SavedStory, type Story, savedStories } from './saved-stories.ts'

/** The saved stories that can be shown. */
export function validStories(): SavedStory[] {
  return (savedStories() ?? []).filter((entry) => isStory(entry) && isSavedStory(entry))
}

export function isStory(value: unknown): value is Story {
  const { path, headline, section, picture } = (value ?? {}) as Partial<Story>
  return (
    isPath(path) &&
    typeof headline === 'string' &&
    typeof section === 'string' &&
    (picture === undefined || isPath(picture))
  )
}

function isSavedStory(story: Story): story is SavedStory {
  return Number.isFinite((story as Partial<SavedStory>).savedAt)
}

/** A path on this site: `//host` and `/\host` would lead to another one. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value)
}
