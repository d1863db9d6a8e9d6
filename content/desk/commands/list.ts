import { Option } from 'commander'
import type { Desk } from '../desk.ts'
import { futureStampWarning } from '../kv/future-stamps.ts'
import { stateOf } from '../plan/article-state.ts'
import { planChanges } from '../plan/plan-publishing.ts'
import type { Command } from './command.ts'

export const listCommand: Command<string[], { json?: boolean }> = {
  usage: 'list [files...]',
  description: 'list articles and pages with their states: draft, scheduled, published, changed, …',
  examples: ['list', 'list --json'],
  options: [new Option('--json', 'print JSON, for programs')],
  action: list,
}

interface Row {
  name: string
  state: string
  /** When a scheduled article appears, or the reason for a state. */
  note?: string
  file?: string
  title?: string
  section?: string
  publishedAt?: string
}

/** Prints one line for each article and page, also for those that are only in KV. */
async function list(desk: Desk, wanted: string[], { json }: { json?: boolean }): Promise<void> {
  const { plan, chosen, leftOut, keys } = await planChanges(desk, wanted)
  const rows: Row[] = chosen.flatMap((document) => {
    if (document.kind === 'site') return []
    const { name, file, kind } = document
    const state = stateOf(document, { plan, leftOut, now: Date.now() })
    if (document.value === null) return [{ name, file, ...state }]
    if (kind === 'page') return [{ name, file, ...state, title: document.value.title }]
    const { headline, section, publishedAt } = document.value
    return [{ name, file, ...state, title: headline, section, publishedAt }]
  })
  const others = wanted.length > 0 ? [] : plan.onlyInKv
  rows.push(...others.map((name) => ({ name, state: 'only in KV' })))
  const warning = futureStampWarning(keys, Date.now())
  // Programs read the other output.
  if (warning !== null) console.error(warning)
  if (json) console.log(JSON.stringify(rows, null, 2))
  else console.log(tableOf(rows))
}

function tableOf(rows: Row[]): string {
  const width = Math.max(0, ...rows.map(({ state }) => state.length))
  const lines = rows.map(({ name, state, note, title }) =>
    [state.padEnd(width), name, ...(note ? [`(${note})`] : []), ...(title ? [title] : [])].join(
      '  ',
    ),
  )
  const counts = [...Map.groupBy(rows, ({ state }) => state)]
  const summary = counts.map(([state, { length }]) => `${length} ${state}`).join(', ')
  return [...lines, summary || 'no articles'].join('\n')
}
