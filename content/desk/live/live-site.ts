import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, messageOf } from '../failure.ts'

/** The running site, where a command checks that readers see what was published. */
export interface LiveSite {
  origin: string
  /** The operator's token; without it, sync runs within two minutes. */
  token: string | undefined
  /** How long to wait for readers to see a change. */
  timeoutMs: number
}

/** What an address should answer. */
export interface Expectation {
  path: string
  status: number
  /** The value of its `Revision` header. */
  revision?: string
}

const CONCURRENCY = 6
const MAX_IDS = 1000
const ANSWER_MS = 30_000
const FIRST_PAUSE = 150
const MAX_PAUSE_MS = 3000

/** The time at the site, in milliseconds since 1970; NaN where it does not say, null without an answer. */
export async function timeAt({ origin }: LiveSite): Promise<number | null> {
  return fetch(new URL('/robots.txt', origin), { signal: AbortSignal.timeout(5000) }).then(
    // A cached answer has the date of its making, and its age since.
    ({ headers }) => Date.parse(headers.get('Date') ?? '') + 1000 * Number(headers.get('Age') ?? 0),
    () => null,
  )
}

/** Syncs these articles now. @returns false when there is no token */
export async function syncNow(
  { origin, token, timeoutMs }: LiveSite,
  ids: string[],
): Promise<boolean> {
  if (token === undefined) return false
  const until = Date.now() + timeoutMs
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    let left = ids.slice(start, start + MAX_IDS)
    while (left.length > 0) {
      const response = await fetch(new URL('/api/v1/sync', origin), {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ ids: left }),
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error) => {
        throw new Failure(`Published to KV, but sync did not answer (${messageOf(error)}).`)
      })
      if (response.status === 404) return false
      if (response.status === 401) {
        throw new Failure('Published to KV, but SYNC_TOKEN is not the token of the worker.')
      }
      if (response.ok) left = ((await response.json()) as { ids?: string[] }).ids ?? []
      else if (response.status !== 503 || Date.now() > until) {
        throw new Failure(
          `Published to KV, but sync answered ${response.status}: ${await response.text()}`,
        )
      } else await sleep(MAX_PAUSE_MS / 3)
    }
  }
  return true
}

/** Polls until each address answers as expected. @returns those that did not in time, with their last answer */
export async function pollExpectations(
  { origin, timeoutMs }: LiveSite,
  expectations: Expectation[],
  onSeen: (count: number) => void = () => undefined,
): Promise<{ expectation: Expectation; answered: string }[]> {
  const until = Date.now() + timeoutMs
  const late: { expectation: Expectation; answered: string }[] = []
  const queue = [...expectations]
  let count = 0
  const watch = async () => {
    for (let expectation = queue.shift(); expectation; expectation = queue.shift()) {
      const answered = await answerTo(origin, expectation, until)
      if (answered === null) onSeen(++count)
      else late.push({ expectation, answered })
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, watch))
  return late
}

/** Null as soon as the answer is the expected one, otherwise the last answer in words. */
async function answerTo(
  origin: string,
  { path, status, revision }: Expectation,
  until: number,
): Promise<string | null> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    let answered: string
    try {
      const response = await fetch(new URL(path, origin), {
        method: 'HEAD',
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      const shown = response.headers.get('Revision')
      if (response.status === status && (revision === undefined || shown === revision)) return null
      answered = `${response.status}${shown ? ` with revision ${shown}` : ''}`
    } catch (error) {
      answered = messageOf(error)
    }
    if (Date.now() + pause > until) return answered
    await sleep(pause)
  }
}
