import { Failure } from './failure.ts'
import { type Expectation, isReachable, type Live, syncNow, unmet } from './live.ts'
import { progressOf } from './progress.ts'
import { counted } from './report.ts'

/**
 * Has the running paper look at what changed, and waits until readers see it.
 * @throws Failure naming each address that did not answer as it should in time
 */
export async function showLive(
  live: Live | null,
  ids: string[],
  expectations: Expectation[],
): Promise<void> {
  if (live === null) {
    console.log('Nobody said where the paper is: set "origin" in site.json, or give --origin.')
    return
  }
  if (!(await isReachable(live))) {
    console.log(`Put, but nothing answers at ${live.origin}: not seen there yet.`)
    return
  }
  if (!(await syncNow(live, ids))) {
    console.log('Without SYNC_TOKEN the lists follow by themselves, within two minutes.')
  }
  const late = await unmet(live, expectations, progressOf('seen', expectations.length))
  if (late.length === 0) return
  const lines = late.map(
    ({ expectation: { path, status }, answered }) =>
      `  ${live.origin}${path} answers ${answered} instead of ${status}`,
  )
  throw new Failure(
    `${counted(late.length, 'address')} not right after ${live.patience / 1000} s; KV has it, look again in a minute:\n${lines.join('\n')}`,
  )
}
