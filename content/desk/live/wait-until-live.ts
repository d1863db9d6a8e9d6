import { counted } from '../check/report.ts'
import { Failure } from '../failure.ts'
import { clockWarning } from '../kv/future-stamps.ts'
import { progressOf } from '../progress.ts'
import { type Expectation, type LiveSite, pollExpectations, syncNow, timeAt } from './live-site.ts'

/**
 * Syncs the running site, and waits until readers see what changed.
 * @throws Failure when the site cannot be reached, or with each address that did not change in time
 */
export async function waitUntilLive(
  live: LiveSite | null,
  ids: string[],
  expectations: Expectation[],
): Promise<void> {
  if (live === null) {
    throw new Failure(
      'Published to KV. The address of the site is unknown, so it was not checked that readers see it; set "origin" in site.json, or add --origin.',
    )
  }
  const siteTime = await timeAt(live)
  if (siteTime === null) {
    throw new Failure(
      `Published to KV, but nothing answers at ${live.origin}, so it was not checked that readers see it. Is the site running there?`,
    )
  }
  const warning = clockWarning(siteTime, Date.now())
  if (warning !== null) console.log(warning)
  if (!(await syncNow(live, ids))) {
    console.log('SYNC_TOKEN is not set: lists are updated within two minutes.')
  }
  const late = await pollExpectations(
    live,
    expectations,
    progressOf('seen', expectations.length, 'address'),
  )
  if (late.length === 0) return
  const lines = late.map(
    ({ expectation: { path, status }, answered }) =>
      `  ${addressOf(live, path)} answers ${answered} instead of ${status}`,
  )
  throw new Failure(
    `Published to KV, but after ${live.timeoutMs / 1000} s ${counted(late.length, 'address')} did not change yet; check again in a minute:\n${lines.join('\n')}`,
  )
}

/** The address with readable letters instead of percent-encoding. */
export function addressOf(live: LiveSite | null, path: string): string {
  return (live?.origin ?? '') + decodeURI(path)
}
