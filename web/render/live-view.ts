import type { liveState } from '../../content/model/live-story.ts'
import type { Update } from '../../content/model/live-updates.ts'

/** An update as a page shows it. */
export interface ShownUpdate extends Update {
  /** Tells its versions apart. */
  revision: string
  /** The path that leads to it, wherever it stands by then. */
  href: string
}

/** What the page of a live story shows besides its article. */
export interface LiveView {
  state: ReturnType<typeof liveState>
  order: 'newest' | 'oldest'
  /** Whether it begins with the first update of this order. */
  isFirst: boolean
  /** Stands above the others, on the first page only. */
  pinned: ShownUpdate | null
  updates: ShownUpdate[]
  /** Where the next page begins, as a parameter of its address. */
  next: string | null
  /** The id of the newest update of all, shown or not. */
  newest: string | null
}
