import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, messageOf } from '../failure.ts'
import { progressOf } from '../progress.ts'

const ANSWER_MS = 60_000
const PAUSE_MS = 5000
/** While another run holds the lease, and while the deployed version reaches the data centre. */
const MAX_FAILURES = 24

interface Step {
  refilled: number
  refilling: { done: number; total: number } | null
}

/**
 * After a deploy: the first sync by the new version adds what the catalogue lacks. Says how many rows
 * the version before filled, and with `isWanted` runs sync until they are filled again.
 */
export async function refillCatalogue(
  origin: string | undefined,
  token: string | undefined,
  isWanted: boolean,
): Promise<void> {
  // An empty variable of the environment is one that is not set.
  if (!origin || !token) {
    const missing = origin ? 'SYNC_TOKEN' : 'ORIGIN'
    if (isWanted) throw new Failure(`Deployed. --refill needs ${missing}: set it and run it again.`)
    console.log(
      `${missing} is not set: cron updates the catalogue, /api/v1/status says how far it is.`,
    )
    return
  }
  if (!URL.canParse(origin)) {
    throw new Failure(
      `Deployed, but ${origin} is not an address; write one like https://example.com`,
    )
  }
  let { refilled: count, refilling } = await step(origin, token)
  if (refilling === null) {
    console.log(`The catalogue is up to date; ${count} rows were filled again.`)
    return
  }
  const { total } = refilling
  if (!isWanted) {
    console.log(
      `${total - refilling.done} of ${total} rows are to be filled again, newest first. Lists stay complete meanwhile. Cron does it; "npm run deploy -- --refill" does it now.`,
    )
    return
  }
  const show = progressOf('filled', total, 'row')
  while (refilling !== null) {
    show(Math.min(refilling.done, total - 1))
    const next = await step(origin, token)
    count += next.refilled
    refilling = next.refilling
  }
  show(total)
  console.log(`${count} rows were filled again.`)
}

/** One run of sync. */
async function step(origin: string, token: string): Promise<Step> {
  let reason = ''
  for (let failures = 0; failures < MAX_FAILURES; failures += 1) {
    try {
      const response = await fetch(new URL('/api/v1/sync', origin), {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      if (response.status === 401) {
        throw new Failure('Deployed, but SYNC_TOKEN is not the token of the worker.')
      }
      if (response.ok) return (await response.json()) as Step
      reason = `${response.status} ${await response.text()}`
    } catch (error) {
      if (error instanceof Failure) throw error
      reason = messageOf(error)
    }
    await sleep(PAUSE_MS)
  }
  throw new Failure(`Deployed, but sync at ${origin} does not answer: ${reason}`)
}
