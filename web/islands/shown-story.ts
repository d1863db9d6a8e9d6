import { type SavedStory, type Story, savedStories } from './saved-stories.ts'

/** What can be shown of the reader's list. */
export function shownStories(): SavedStory[] {
  return (savedStories() ?? []).filter((one) => isStory(one) && isSavedStory(one))
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

/** An address of this paper: nothing that begins like another host's or another scheme's. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value)
}
