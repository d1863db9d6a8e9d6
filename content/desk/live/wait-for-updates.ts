import { setTimeout as sleep } from 'node:timers/promises'
import { type Update, updateRevision } from '../../model/live-updates.ts'
import { apiUpdatesPath } from '../../model/path.ts'
import { Failure, messageOf } from '../failure.ts'
import type { LiveEdit } from '../updates/live-edit.ts'
import { type LiveSite, syncNow } from './live-site.ts'

const ANSWER_MS = 30_000
const PAUSE_MS = 500

/**
 * Syncs the running site, and waits until readers see these edits of a story's updates.
 * @throws Failure where the site cannot be reached, or they do not in time
 */
export async function waitForUpdates(
  live: LiveSite | null,
  id: string,
  edits: LiveEdit[],
): Promise<void> {
  if (live === null) {
    throw new Failure(
      'Published to KV. The address of the site is unknown, so it was not checked that readers see it; add --origin.',
    )
  }
  await syncNow(live, [id])
  const until = Date.now() + live.timeoutMs
  for (;;) {
    const answered = await newestAt(live, id).catch(messageOf)
    if (typeof answered !== 'string' && edits.every((edit) => isSeen(edit, answered))) return
    if (Date.now() > until) {
      const why = typeof answered === 'string' ? ` (${answered})` : ''
      throw new Failure(
        `Published to KV, but after ${live.timeoutMs / 1000} s readers do not see it yet${why}; check again in a minute.`,
      )
    }
    await sleep(PAUSE_MS)
  }
}

interface Answer {
  newest: { id: string; revision: string }[]
  isWhole: boolean
}

async function newestAt({ origin }: LiveSite, id: string): Promise<Answer> {
  const address = new URL(apiUpdatesPath(id), origin)
  const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) })
  if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}`)
  return (await response.json()) as Answer
}

function isSeen({ id, wanted }: LiveEdit, { newest, isWhole }: Answer): boolean {
  const shown = newest.find((update) => update.id === id)
  if (wanted === null) return shown === undefined
  // An older one than the answer has is not looked for.
  return shown === undefined ? !isWhole && isOld(wanted) : shown.revision === updateRevision(wanted)
}

const OLD_MS = 10 * 60_000

function isOld({ at }: Update): boolean {
  return Date.now() - Date.parse(at) > OLD_MS
}
