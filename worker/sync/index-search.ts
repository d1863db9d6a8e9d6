import versions from '../../dist/versions.json' with { type: 'json' }
import {
  emptyTable,
  type Indexed,
  listedBefore,
  markIndexed,
  partsOfArchive,
  putDocuments,
  type Unindexed,
} from '../catalogue/queries/search-index.ts'
import { type SearchDocument, searchDocumentOf } from '../catalogue/search-document.ts'
import {
  otherSlot,
  parseSearchState,
  type SearchState,
  tableOf,
} from '../catalogue/search-state.ts'
import { storedArticle } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import type { Committed } from './commit.ts'
import type { Lease } from './lease.ts'
import { setState } from './state.ts'

const DAY_MS = 86_400_000
/** Articles in one part of the archive, see SearchState. */
export const PART = 3_000

/**
 * Phase 10: adds to the search index what changed, newest first. When the code that analyses is
 * another than the one that filled the index, the second table is filled beside the first, which
 * answers until the second is complete. Bounded by SYNC_INDEX; what does not fit waits for the next run.
 */
export async function indexSearch(
  { database, settings, now }: Services,
  { searchState }: Lease,
  { changed }: Committed,
): Promise<void> {
  const before = begin(parseSearchState(searchState), versions.search)
  const isEmptied = before.filling !== null && before.filling.from === EVERYTHING
  // An index that is only begun has nothing to divide.
  const isParted = searchState === undefined || Math.abs(now - before.partedAt) < DAY_MS
  const room = before.filling === null ? 0 : settings.index - changed.length
  const { backlog, parts } =
    room === 0 && isParted
      ? { backlog: [], parts: [] }
      : await database.run({
          backlog: listedBefore(before.filling?.from ?? 0, room),
          parts: partsOfArchive(PART, isParted),
        })
  const fresh = changed.map(indexedOf)
  const old = backlog.map(indexedOf)
  const after = advance(before, backlog, room)
  if (!isParted) {
    after.parts = parts.map(({ position }) => position)
    after.partedAt = now
  }
  const filling = tableOf(otherSlot(before.active))
  const value = JSON.stringify(after)
  await database.run({
    emptied: isEmptied ? [emptyTable(filling)] : [],
    active: fresh.length > 0 ? [putDocuments(tableOf(before.active), fresh)] : [],
    filling:
      before.filling && fresh.length + old.length > 0
        ? [putDocuments(filling, [...fresh, ...old])]
        : [],
    marked: fresh.length > 0 ? [markIndexed(fresh)] : [],
    switched: after.active !== before.active ? [emptyTable(tableOf(before.active))] : [],
    state: value === searchState ? [] : [setState('search', value, 0)],
  })
}

/** Where the other table begins to be filled. */
const EVERYTHING = Number.MAX_SAFE_INTEGER

function begin(state: SearchState, version: string): SearchState {
  if (state.version === '') return { ...state, version }
  if (state.version === version) return { ...state, filling: null }
  if (state.filling?.version === version) return state
  return { ...state, filling: { version, from: EVERYTHING } }
}

/** Once nothing is left before what was filled last, the other table answers. */
function advance(state: SearchState, backlog: Unindexed[], room: number): SearchState {
  const { active, filling } = state
  if (filling === null || room <= 0) return { ...state }
  if (backlog.length < room) {
    return { ...state, active: otherSlot(active), version: filling.version, filling: null }
  }
  return { ...state, filling: { ...filling, from: backlog.at(-1)?.position ?? filling.from } }
}

function indexedOf({ position, revision, article, updates }: Unindexed): Indexed {
  return { position, revision, document: documentOf(article, updates ?? '') }
}

/** A damaged row is found by nothing until it is repaired. */
function documentOf(text: string, updates: string): SearchDocument {
  const article = storedArticle(text)
  if (article !== null) return searchDocumentOf(article, updates)
  return { headline: '', lead: '', names: '', body: '', forms: '', terms: '' }
}
