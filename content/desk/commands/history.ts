import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { titleIn } from '../kv/history-entry.ts'
import { historyNotes } from '../kv/history-notes.ts'
import { getKvValue } from '../kv/kv-value.ts'
import { revisionOf } from '../kv/stamp.ts'
import type { Command } from './command.ts'

export const historyCommand: Command<[string]> = {
  usage: 'history <name>',
  description: 'list the revisions of an article, of page:<id> or of site.json',
  examples: ['history ship'],
  action: (desk, [name]) => history(desk, name),
}

/** Prints the revisions of an article, a page or the site, newest first. */
async function history(desk: Desk, name: string): Promise<void> {
  const [current, notes] = await Promise.all([
    getKvValue(desk, name),
    historyNotes(desk.namespace, name),
  ])
  if (current === null && notes.length === 0)
    throw new Failure(`${name} has no revisions; check its spelling.`)
  if (current) {
    const { text, stamp } = current
    console.log(line(revisionOf(text), stamp?.at ?? null, 'now', titleIn(text)))
  }
  // After a rollback the current revision is also in the history.
  for (const { rev, at, until, title } of notes) console.log(line(rev, at, moment(until), title))
}

/** Revision, from when to when, and its title; in the time zone of this machine. */
function line(rev: string, at: string | null, until: string, title: string): string {
  return [rev, (at === null ? 'by hand' : moment(at)).padEnd(19), '–', until.padEnd(19), title]
    .join(' ')
    .trimEnd()
}

function moment(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : new Date(time).toLocaleString('sv-SE')
}
