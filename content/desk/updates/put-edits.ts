import { setTimeout as pause } from 'node:timers/promises'
import { liveKey } from '../../model/key.ts'
import { newestFirst, parseUpdates, type Update } from '../../model/live-updates.ts'
import { problemText, Refusal } from '../../model/refusal.ts'
import { Failure } from '../failure.ts'
import { foldUpdates } from './fold-updates.ts'
import { type LiveEdit, withEdits } from './live-edit.ts'

/** What writing updates needs of KV; a test has one of its own. */
export interface LiveStore {
  /** The text under a key; null where there is none. */
  get(key: string): Promise<string | null>
  put(key: string, text: string): Promise<void>
  /** Says in the story's article how many parts there are. */
  putParts(count: number): Promise<void>
  sleep(ms: number): Promise<unknown>
  /** Milliseconds since 1970. */
  now(): number
}

/**
 * KV has no compare-and-swap: of two puts that read the same value, the later one wins, and a data centre
 * may return an old value for a minute. So what was put is read again, and what is missing is put again.
 * Two puts of one moment are both there after 90 s. The later checks are for editors who both write all the
 * time while KV is as slow as it may be: without them, test/live-writers.test.ts loses one update in thirty.
 */
const CHECKS_MS = [5_000, 90_000, 180_000, 300_000]
/**
 * After a repair, what is read within a minute may be older than another's put: to repair again at once
 * would overwrite that, and be overwritten in turn.
 */
const AGAIN_MS = 60_000
/** Editors who overwrite each other more often than this have to talk. */
const MAX_REPAIRS = 10
/** KV takes one write a second under one key. */
const SECOND_MS = 1_100

export const sleep = (ms: number) => pause(ms)

/**
 * Puts edits of the updates of a story, merged by id.
 * @param parts how many parts there are
 * @param part the one that holds the updates; without it: the value that new ones are written to
 * @param known the updates, where they were read a moment ago
 * @param onPut runs once they are put: waits until readers see them
 * @returns whether there was anything to put
 */
export async function putEdits(
  store: LiveStore,
  { id, parts, part }: { id: string; parts: number; part?: number },
  edits: LiveEdit[],
  onPut: () => Promise<void> = async () => undefined,
  checks: number[] = CHECKS_MS,
  known?: Update[],
): Promise<boolean> {
  const story: Story = { id, parts, part, putAt: 0 }
  if (!(await putMissing(store, story, edits, known))) return false
  await onPut()
  let left = checks
  for (let repairs = 0; repairs < MAX_REPAIRS; repairs += 1) {
    if (!(await repaired(store, story, edits, left))) break
    left = checks.filter((check) => check >= AGAIN_MS)
  }
  return true
}

interface Story {
  id: string
  parts: number
  part: number | undefined
  /** When the value was put last. */
  putAt: number
}

/** Whether something was missing at one of the checks: then the checks begin again. */
async function repaired(
  store: LiveStore,
  story: Story,
  edits: LiveEdit[],
  checks: number[],
): Promise<boolean> {
  let waited = 0
  for (const check of checks) {
    await store.sleep(check - waited)
    waited = check
    if (await putMissing(store, story, edits)) return true
  }
  return false
}

async function putMissing(
  store: LiveStore,
  story: Story,
  edits: LiveEdit[],
  known?: Update[],
): Promise<boolean> {
  const key = liveKey(story.id, story.part)
  const current = known ?? (await updatesUnder(store, key))
  const wanted = withEdits(current, edits)
  if (wanted === current) return false
  const folded = foldUpdates(newestFirst(wanted))
  if (story.part !== undefined && folded.parts.length > 0) {
    throw new Failure(`${key} would have more than 1 MB; nothing was put. Write a shorter text.`)
  }
  // The parts first, then the article that names them: nothing is out of sight for a moment.
  for (const part of folded.parts) {
    story.parts += 1
    await store.put(liveKey(story.id, story.parts), JSON.stringify(part))
  }
  if (folded.parts.length > 0) await store.putParts(story.parts)
  const early = story.putAt + SECOND_MS - store.now()
  if (early > 0) await store.sleep(early)
  await store.put(key, JSON.stringify(folded.current))
  story.putAt = store.now()
  return true
}

/** @throws Failure that names the value where it is broken: it is not overwritten */
export async function updatesUnder(store: Pick<LiveStore, 'get'>, key: string): Promise<Update[]> {
  return updatesIn(key, await store.get(key))
}

/** The updates in the text under a key. @throws Failure that names the value where it is broken */
export function updatesIn(key: string, text: string | null): Update[] {
  if (text === null) return []
  try {
    return parseUpdates(text)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const reasons = error.problems.slice(0, 3).map(problemText).join('; ')
    throw new Failure(
      `${key} in KV is broken (${reasons}); put it right with "wrangler kv key put", then run the command again.`,
    )
  }
}
