import { join } from 'node:path'
import { Option } from 'commander'
import type { Desk } from '../desk.ts'
import { setFields } from '../folder/article-file.ts'
import type { Folder } from '../folder/read-folder.ts'
import { expectationOf } from '../live/expectation.ts'
import { addressOf, waitUntilLive } from '../live/wait-until-live.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { failForLeftOut, planPublishing } from '../plan/plan-publishing.ts'
import { putPlan, sizeOf } from '../plan/put-plan.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

interface Options {
  dryRun?: boolean
  wait: boolean
}

export const publishCommand: Command<string[], Options> = {
  usage: 'publish [files...]',
  description: 'publish what changed, and wait until readers see it',
  examples: [
    'publish',
    'publish ship page:about',
    'publish --remote',
    'publish --remote --env staging --origin https://staging.example.com',
  ],
  options: [
    new Option('--dry-run', 'only show what would be published'),
    new Option('--no-wait', 'do not wait until readers see it'),
  ],
  action: publish,
}

/** Writes what differs from KV, and waits until readers see it. */
async function publish(desk: Desk, wanted: string[], { dryRun, wait }: Options): Promise<void> {
  const publishing = await planPublishing(desk, wanted)
  const { plan, folder } = publishing
  if (dryRun || sizeOf(plan) === 0) {
    console.log(describePlan(plan))
    failForLeftOut(publishing)
    return
  }
  for (const { document, reason } of plan.skipped)
    console.log(`not published: ${document.file} ${reason}`)
  await writeBack(desk, plan)
  await putPlan(desk.namespace, plan, progressOf('put', sizeOf(plan), 'value'))
  await reportAndWait(desk, folder, plan, wait)
  failForLeftOut(publishing)
}

/** The date of the first publication belongs in the file, or the next publishing would set another. */
async function writeBack(desk: Desk, { changes }: Plan): Promise<void> {
  for (const { document } of changes) {
    const { filled, file } = document
    if (filled === undefined) continue
    await setFields(join(desk.folder, file), filled)
    const fields = Object.entries(filled).map(([name, value]) => `${name}: ${value}`)
    console.log(`${file} now has ${fields.join(', ')}`)
  }
}

async function reportAndWait(
  desk: Desk,
  folder: Folder,
  { changes }: Plan,
  wait: boolean,
): Promise<void> {
  const live = desk.liveSite(folder.site)
  const expected = changes.map((change) => ({ change, outcome: expectationOf(change, Date.now()) }))
  for (const { change, outcome } of expected) {
    const address = outcome.path === null ? change.document.name : addressOf(live, outcome.path)
    console.log('why' in outcome ? `${address} ${outcome.why}` : address)
  }
  if (!wait) return
  const articles = changes.flatMap(({ document }) =>
    document.kind === 'article' ? [document.id] : [],
  )
  const expectations = expected.flatMap(({ outcome }) => ('why' in outcome ? [] : [outcome]))
  await waitUntilLive(live, articles, expectations)
}
