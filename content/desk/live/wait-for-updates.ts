import { setTimeout as sleep } from 'node:timers/promises'
import { updateRevision } from '../../model/live-updates.ts'
import { instant } from '../../model/moment.ts'
import { apiArticlePath, apiUpdatesPath, updateAnchor, updatePath } from '../../model/path.ts'
import { Failure, messageOf } from '../failure.ts'
import type { LiveEdit } from '../updates/live-edit.ts'
import { type LiveSite, syncNow } from './live-site.ts'

const ANSWER_MS = 30_000
const PAUSE_MS = 500
/** How many pages are looked at for older updates. */
const MAX_PAGES = 3

/**
 * Syncs the running site, and waits until readers see these edits of a story's updates.
 * @param part the older part that holds them
 * @returns false where readers do not see the story: there is nothing to wait for
 * @throws Failure where the site cannot be reached, or they do not in time
 */
export async function waitForUpdates(
  live: LiveSite | null,
  id: string,
  edits: LiveEdit[],
  part?: number,
): Promise<boolean> {
  if (live === null) {
    throw new Failure(
      'Published to KV. The address of the site is unknown, so it was not checked that readers see it; add --origin.',
    )
  }
  await syncNow(live, [id])
  const [first] = edits
  if (first?.wanted && edits.every(isAhead)) {
    console.log(`It appears at ${first.wanted.at}.`)
    return false
  }
  const until = Date.now() + live.timeoutMs
  for (;;) {
    const answered = await newestAt(live, id).catch(messageOf)
    if (answered === null) {
      console.log(`Readers do not see ${id}: it is a draft, scheduled, withdrawn or missing.`)
      return false
    }
    if (typeof answered !== 'string') {
      const open = edits.filter(
        (edit) => !isAhead(edit) && (part !== undefined || !isSeen(edit, answered)),
      )
      // One value has them all.
      const some = open.slice(0, MAX_PAGES)
      const shown = await Promise.all(some.map((edit) => isOnPage(live, id, edit, part)))
      if (shown.every(Boolean)) return true
    }
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

/** Null where there is no such story for readers. */
async function newestAt({ origin }: LiveSite, id: string): Promise<Answer | null> {
  const address = new URL(apiUpdatesPath(id), origin)
  const ask = (url: URL) => fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
  const response = await ask(address)
  // An article that became a live story has no updates where KV still returns its old value.
  if (isAbsent(response) && isAbsent(await ask(new URL(apiArticlePath(id), origin)))) return null
  if (!response.ok) throw new Error(`${address.pathname} answers ${response.status}`)
  return (await response.json()) as Answer
}

function isAbsent({ status }: Response): boolean {
  return status === 404 || status === 410
}

/** Readers see what is a minute ahead, as clocks differ. */
const MAX_AHEAD_MS = 60_000

/** Written for a time to come. */
function isAhead({ wanted }: LiveEdit): boolean {
  return wanted !== null && instant(wanted.at) > Date.now() + MAX_AHEAD_MS
}

function isSeen({ id, wanted }: LiveEdit, { newest, isWhole }: Answer): boolean {
  const shown = newest.find((update) => update.id === id)
  if (shown !== undefined) return wanted !== null && shown.revision === updateRevision(wanted)
  return isWhole && wanted === null
}

/** Older ones than the newest 50 are looked for on the page that begins with them. */
async function isOnPage(
  { origin }: LiveSite,
  id: string,
  { id: update, wanted }: LiveEdit,
  part: number | undefined,
): Promise<boolean> {
  const place = part === undefined ? update : `${update}.${part}`
  const response = await fetch(new URL(updatePath(id, place, update), origin), {
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null)
  if (!response?.ok) return false
  const page = await response.text()
  const anchor = `id="${updateAnchor(update)}"`
  return wanted === null
    ? !page.includes(anchor)
    : page.includes(`${anchor} data-revision="${updateRevision(wanted)}"`)
}
