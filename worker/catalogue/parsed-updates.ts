import { setLatest } from '../../content/arabic/set-latest.ts'
import { parseUpdates, type Update } from '../../content/model/live-updates.ts'

/** A value of 1 MB takes several as objects; one isolate seldom serves more stories at a time. */
const MAX_CACHED = 4
const cached = new Map<string, Update[]>()

/**
 * The updates in a value, newest first. An isolate parses each revision once: a story of 300 updates
 * takes some milliseconds, and its page and its API answer are asked for all evening.
 * @throws Refusal
 */
export function updatesIn({ revision, text }: { revision: string; text(): string }): Update[] {
  const known = cached.get(revision)
  if (known !== undefined) return known
  const updates = parseUpdates(text())
  setLatest(cached, revision, updates, MAX_CACHED)
  return updates
}

/** Those of a revision that this isolate has parsed; null where it has not. */
export function cachedUpdates(revision: string): Update[] | null {
  return cached.get(revision) ?? null
}
