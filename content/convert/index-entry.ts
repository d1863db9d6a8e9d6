import type { OldStory } from './old-export.ts'

/** What other stories need to know of one. */
export interface IndexEntry {
  id: string
  kind: OldStory['kind']
  section: string
  previousPaths: string[]
  /** Ids that were its address under `/article/` at the previous site. */
  aliases?: string[]
  translationOf?: string
}
