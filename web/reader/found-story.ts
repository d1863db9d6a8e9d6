import type { Passage } from '../../content/arabic/passage.ts'

/** Where a stored story has the words that were looked for. */
export interface FoundStory {
  headlineMarks: [number, number][]
  snippet: Passage
}

/** What finds words in stored stories, by their paths; null where nothing was typed to look for. */
export type SearchStored = (typed: string) => Map<string, FoundStory> | null
