import { join } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { counted } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import { setFields } from '../folder/article-file.ts'
import type { Folder } from '../folder/read-folder.ts'
import { expectationOf } from '../live/expectation.ts'
import { addressOf, waitUntilLive } from '../live/wait-until-live.ts'
import { describePlan } from '../plan/describe-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { failForLeftOut, planPublishing } from '../plan/plan-publishing.ts'
import { putPlan, sizeOf } from '../plan/put-plan.ts'
import { withinBudget } from '../plan/within-budget.ts'
import { progressOf } from '../progress.ts'
import { publishLive } from '../updates/publish-live.ts'
import type { Command } from './command.ts'

interface Options {
  dryRun?: boolean
  budget?: number
  wait: boolean
}

export const publishCommand: Command<string[], Options> = {
  usage: 'publish [files...]',
  description: 'publish what changed, and wait until readers see it',
  examples: [
    'publish',
    'publish ship page:about',
    'publish --remote',
    'publish --remote --budget 900',
    'publish --remote --env staging --origin https://staging.example.com',
  ],
  options: [
    new Option('--dry-run', 'only show what would be published'),
    new Option('--budget <values>', 'write at most this many values a day, newest first').argParser(
      wholeNumber,
    ),
    new Option('--no-wait', 'do not wait until readers see it'),
  ],
  action: publish,
}

/** Writes what differs from KV, and waits until readers see it. */
async function publish(
  desk: Desk,
  wanted: string[],
  { dryRun, budget, wait }: Options,
): Promise<void> {
  const publishing = await planPublishing(desk, wanted)
  const { plan: whole, folder, keys } = publishing
  const { plan, left } =
    budget === undefined ? { plan: whole, left: 0 } : withinBudget(whole, budget, keys, Date.now())
  if (budget !== undefined && left > 0) {
    const days = Math.ceil(left / budget)
    console.log(
      `${counted(sizeOf(plan), 'value')} today, ${left} left: run the same command on ${counted(days, 'more day')}.`,
    )
  }
  if (dryRun || sizeOf(plan) === 0) {
    console.log(describePlan(plan))
    await publishLive(desk, folder, wanted, { keys, dryRun, wait })
    failForLeftOut(publishing)
    return
  }
  for (const { document, reason } of plan.skipped)
    console.log(`not published: ${document.file} ${reason}`)
  await writeBack(desk, plan)
  await putPlan(desk.namespace, plan, progressOf('put', sizeOf(plan), 'value'))
  await reportAndWait(desk, folder, plan, wait)
  await publishLive(desk, folder, wanted, { keys, wait })
  failForLeftOut(publishing)
}

function wholeNumber(text: string): number {
  // What replaces another takes two: the previous revision is stored, too.
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) < 2) {
    throw new InvalidArgumentError('Write how many values, at least 2, like --budget 900.')
  }
  return Number(text)
}

/** The date of the first publication belongs in the file, or the next publishing would set another. */
async function writeBack(desk: Desk, { changes }: Plan): Promise<void> {
  for (const { document } of changes) {
    const { filled, file } = document
    if (filled === undefined) continue
    await setFields(join(desk.folder, file), filled)
    const fields = Object.entries(filled).map(([name, value]) =>
      typeof value === 'string' ? `${name}: ${value}` : `the time in ${name}`,
    )
    console.log(`${file} now has ${fields.join(', ')}`)
  }
}

/** An archive has more than anybody reads. */
const MAX_SHOWN = 200

async function reportAndWait(
  desk: Desk,
  folder: Folder,
  { changes }: Plan,
  wait: boolean,
): Promise<void> {
  const live = desk.liveSite(folder.site)
  const expected = changes.map((change) => ({ change, outcome: expectationOf(change, Date.now()) }))
  for (const { change, outcome } of expected.slice(0, MAX_SHOWN)) {
    const address = outcome.path === null ? change.document.name : addressOf(live, outcome.path)
    console.log('why' in outcome ? `${address} ${outcome.why}` : address)
  }
  if (expected.length > MAX_SHOWN) console.log(`and ${expected.length - MAX_SHOWN} more`)
  if (!wait) return
  const articles = changes.flatMap(({ document }) =>
    document.kind === 'article' ? [document.id] : [],
  )
  const expectations = expected.flatMap(({ outcome }) => ('why' in outcome ? [] : [outcome]))
  await waitUntilLive(live, articles, expectations)
}
