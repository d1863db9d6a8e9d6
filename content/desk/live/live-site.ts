import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, messageOf } from '../failure.ts'

/** The running paper, where a command looks whether readers see what was put. */
export interface Live {
  origin: string
  /** The operator's token; without it sync comes by itself, within two minutes. */
  token: string | undefined
  /** How long to look, in milliseconds. */
  patience: number
}

/** What an address is to answer. */
export interface Expectation {
  path: string
  status: number
  /** The revision that the answer names in its header. */
  revision?: string
}

const AT_ONCE = 6
const MOST_IDS = 1000
/** A server that takes a request and never answers is one that does not answer. */
const ANSWER_MS = 30_000
const FIRST_PAUSE = 150
const LONGEST_PAUSE = 3000

/** Whether anything answers there at all. */
export async function isReachable({ origin }: Live): Promise<boolean> {
  return fetch(new URL('/robots.txt', origin), { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  )
}

/** Has the worker look at these articles now. @returns false where there is no token to ask with */
export async function syncNow({ origin, token, patience }: Live, ids: string[]): Promise<boolean> {
  if (token === undefined) return false
  const until = Date.now() + patience
  for (let start = 0; start < ids.length; start += MOST_IDS) {
    let left = ids.slice(start, start + MOST_IDS)
    while (left.length > 0) {
      const response = await fetch(new URL('/api/v1/sync', origin), {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ ids: left }),
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error) => {
        throw new Failure(`KV has it, but sync did not answer: ${messageOf(error)}`)
      })
      if (response.status === 404) return false
      if (response.status === 401) {
        throw new Failure('KV has it, but SYNC_TOKEN is not the token of the worker')
      }
      if (response.ok) left = ((await response.json()) as { ids?: string[] }).ids ?? []
      else if (response.status !== 503 || Date.now() > until) {
        throw new Failure(
          `KV has it, but sync answered ${response.status}: ${await response.text()}`,
        )
      } else await sleep(LONGEST_PAUSE / 3)
    }
  }
  return true
}

/** Waits until each address answers as expected. @returns those that did not in time, and how */
export async function unmet(
  { origin, patience }: Live,
  expectations: Expectation[],
  onMet: (count: number) => void = () => undefined,
): Promise<{ expectation: Expectation; answered: string }[]> {
  const until = Date.now() + patience
  const late: { expectation: Expectation; answered: string }[] = []
  const queue = [...expectations]
  let count = 0
  const watch = async () => {
    for (let expectation = queue.shift(); expectation; expectation = queue.shift()) {
      const answered = await answerTo(origin, expectation, until)
      if (answered === null) onMet(++count)
      else late.push({ expectation, answered })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, watch))
  return late
}

/** Null as soon as the answer is the expected one, else the last other answer in words. */
async function answerTo(
  origin: string,
  { path, status, revision }: Expectation,
  until: number,
): Promise<string | null> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
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
