import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { titleIn } from '../kv/history-entry.ts'
import { historyNotes } from '../kv/history-notes.ts'
import { currentOf } from '../kv/kv-value.ts'
import { revisionOf } from '../kv/stamp.ts'
import type { Command } from './command.ts'

export const historyCommand: Command<[string]> = {
  usage: 'history <name>',
  description: 'list the revisions of an article, of page:<id> or of site.json',
  examples: ['history ship'],
  action: (desk, [name]) => history(desk, name),
}

/** Prints the revisions of an article, a page or the site, the newest first. */
async function history(desk: Desk, name: string): Promise<void> {
  const [current, notes] = await Promise.all([
    currentOf(desk, name),
    historyNotes(desk.namespace, name),
  ])
  if (current === null && notes.length === 0) throw new Failure(`Nothing was ever kept of ${name}.`)
  if (current) {
    const { text, stamp } = current
    console.log(line(revisionOf(text), stamp?.at ?? null, 'now', titleIn(text)))
  }
  // What was brought back is there now, and was there before.
  for (const { rev, at, until, title } of notes) console.log(line(rev, at, moment(until), title))
}

/** Revision, from when to when, and what it was called; in the local time of whoever asks. */
function line(rev: string, at: string | null, until: string, title: string): string {
  return [rev, (at === null ? 'by hand' : moment(at)).padEnd(19), '–', until.padEnd(19), title]
    .join(' ')
    .trimEnd()
}

function moment(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : new Date(time).toLocaleString('sv-SE')
}
