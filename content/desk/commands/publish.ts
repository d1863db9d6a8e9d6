import { Option } from 'commander'
import type { Desk } from '../desk.ts'
import type { Folder } from '../folder/read-folder.ts'
import { expectationOf } from '../live/expectation.ts'
import { addressOf, showLive } from '../live/wait-until-live.ts'
import { describe } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { planPublishing } from '../plan/plan-publishing.ts'
import { putPlan, sizeOf } from '../plan/put-plan.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

interface Options {
  dryRun?: boolean
  wait: boolean
}

export const publishCommand: Command<string[], Options> = {
  usage: 'publish [files...]',
  description: 'put what changed, and wait until readers see it',
  examples: [
    'publish',
    'publish ship page:about',
    'publish --remote',
    'publish --remote --env staging --origin https://staging.example.com',
  ],
  options: [
    new Option('--dry-run', 'only say what would be put'),
    new Option('--no-wait', 'do not wait until readers see it'),
  ],
  action: publish,
}

/** Puts what differs from KV, and waits until readers see it. */
async function publish(desk: Desk, wanted: string[], { dryRun, wait }: Options): Promise<void> {
  const { plan, folder } = await planPublishing(desk, wanted)
  if (dryRun || sizeOf(plan) === 0) {
    console.log(describe(plan))
    return
  }
  for (const { document, why } of plan.held) console.log(`${document.file} ${why}`)
  await putPlan(desk.namespace, plan, progressOf('put', sizeOf(plan), 'value'))
  await see(desk, folder, plan, wait)
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
