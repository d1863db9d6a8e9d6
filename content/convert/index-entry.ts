import type { OldStory } from './old-export.ts'

/** What other stories need to know of one. */
export interface IndexEntry {
  id: string
  kind: OldStory['kind']
  section: string
  previousPaths: string[]
  translationOf?: string
}
