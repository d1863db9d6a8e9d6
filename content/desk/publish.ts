import { check } from './check.ts'
import { describe } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Document } from './document.ts'
import { expectationOf } from './expectation.ts'
import { Failure } from './failure.ts'
import { chosen, type Folder } from './folder.ts'
import { type Plan, planOf } from './plan.ts'
import { progressOf } from './progress.ts'
import { putPlan, sizeOf } from './put-plan.ts'
import { errorsIn, reportOf } from './report.ts'
import { addressOf, showLive } from './show-live.ts'

/** Prints what is wrong or doubtful. @throws Failure where there are errors */
export async function checkCommand(desk: Desk, wanted: string[]): Promise<void> {
  const folder = await desk.read()
  const { findings } = await check(folder, chosen(folder, wanted), {
    cache: desk.cache,
    keys: async () => new Set((await desk.namespace.keys()).map(({ name }) => name)),
  })
  if (findings.length === 0) console.log('Nothing to mend.')
  else console.log(reportOf(findings))
  if (errorsIn(findings).length > 0) throw new Failure('Mend the errors; warnings may stay.')
}

/** Prints what publishing would change, in words. */
export async function diff(desk: Desk, wanted: string[]): Promise<void> {
  const { plan } = await planned(desk, wanted)
  console.log(describe(plan))
}

/** Puts what differs from KV, and waits until readers see it. */
export async function publish(
  desk: Desk,
  wanted: string[],
  { dryRun, wait }: { dryRun?: boolean; wait: boolean },
): Promise<void> {
  const { plan, folder } = await planned(desk, wanted)
  if (dryRun || sizeOf(plan) === 0) {
    console.log(describe(plan))
    return
  }
  for (const { document, why } of plan.held) console.log(`${document.file} ${why}`)
  await putPlan(desk.namespace, plan, progressOf('put', sizeOf(plan), 'value'))
  await see(desk, folder, plan, wait)
}

/** What publishing would do. @throws Failure where there are errors, which it prints */
export async function planned(
  desk: Desk,
  wanted: string[],
): Promise<{ plan: Plan; folder: Folder }> {
  const [folder, keys] = await Promise.all([desk.read(), desk.namespace.keys()])
  const documents: Document[] = chosen(folder, wanted)
  const { cache, namespace } = desk
  const names = new Set(keys.map(({ name }) => name))
  const checked = await check(folder, documents, { cache, keys: async () => names })
  if (checked.findings.length > 0) console.log(`${reportOf(checked.findings)}\n`)
  if (errorsIn(checked.findings).length > 0) {
    throw new Failure(
      'Nothing was put: mend the errors, or name the files that are to be published.',
    )
  }
  return { plan: await planOf({ folder, documents, checked, keys, namespace, cache }), folder }
}

async function see(desk: Desk, folder: Folder, { changes }: Plan, waits: boolean): Promise<void> {
  const live = desk.live(folder.site)
  const expected = changes.map((change) => ({ change, seen: expectationOf(change, Date.now()) }))
  for (const { change, seen } of expected) {
    const address = seen.path === null ? change.document.name : addressOf(live, seen.path)
    console.log('why' in seen ? `${address} ${seen.why}` : address)
  }
  if (!waits) return
  const articles = changes.flatMap(({ document }) =>
    document.kind === 'article' ? [document.id] : [],
  )
  const expectations = expected.flatMap(({ seen }) => ('why' in seen ? [] : [seen]))
  await showLive(live, articles, expectations)
}
