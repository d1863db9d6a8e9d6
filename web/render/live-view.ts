import { fnv1a } from '../../content/model/fnv1a.ts'
import type { liveState } from '../../content/model/live-story.ts'
import type { Update } from '../../content/model/live-updates.ts'

/** An update as a page shows it. */
export interface ShownUpdate extends Update {
  /** Tells its versions apart. */
  revision: string
  /** The path that leads to it, wherever it stands by then. */
  href: string
}

/** What stands above the updates. */
export interface LivePoints {
  summary: string[]
  pinned: ShownUpdate | null
  /** Tells their versions apart. */
  revision: string
}

export function livePointsOf(summary: string[] = [], pinned: ShownUpdate | null): LivePoints {
  const shown = JSON.stringify([summary, pinned?.id, pinned?.revision])
  return { summary, pinned, revision: fnv1a(shown).toString(36) }
}

/** What the page of a live story shows besides its article. */
export interface LiveView {
  state: ReturnType<typeof liveState>
  order: 'newest' | 'oldest'
  /** Whether it begins with the first update of this order. */
  isFirst: boolean
  /** On the first page only. */
  points: LivePoints | null
  updates: ShownUpdate[]
  /** Where the next page begins, as a parameter of its address. */
  next: string | null
  /** The id of the newest update of all, shown or not. */
  newest: string | null
}
