import { counted } from '../check/report.ts'
import { Failure } from '../failure.ts'
import { progressOf } from '../progress.ts'
import { type Expectation, isReachable, type Live, syncNow, unmet } from './live-site.ts'

/**
 * Has the running paper look at what changed, and waits until readers see it.
 * @throws Failure where nobody can look, or naming each address that did not answer as it should in time
 */
export async function showLive(
  live: Live | null,
  ids: string[],
  expectations: Expectation[],
): Promise<void> {
  if (live === null) {
    throw new Failure(
      'KV has it. Nobody said where the paper answers, so nobody looked whether readers see it: set "origin" in site.json, or give --origin.',
    )
  }
  if (!(await isReachable(live))) {
    throw new Failure(
      `KV has it, but nothing answers at ${live.origin}, so nobody looked whether readers see it: is the paper running there?`,
    )
  }
  if (!(await syncNow(live, ids))) {
    console.log('Without SYNC_TOKEN the lists follow by themselves, within two minutes.')
  }
  const late = await unmet(live, expectations, progressOf('seen', expectations.length, 'address'))
  if (late.length === 0) return
  const lines = late.map(
    ({ expectation: { path, status }, answered }) =>
      `  ${addressOf(live, path)} answers ${answered} instead of ${status}`,
  )
  throw new Failure(
    `${counted(late.length, 'address')} not right after ${live.patience / 1000} s; KV has it, look again in a minute:\n${lines.join('\n')}`,
  )
}

/** An address for people, with its letters as they are read. */
export function addressOf(live: Live | null, path: string): string {
  return (live?.origin ?? '') + decodeURI(path)
}
