import { articleSchema } from '../model/article.ts'
import { historyKey, historyPrefix, pageKey } from '../model/key.ts'
import { pageSchema } from '../model/page.ts'
import { parseJson, parseWith } from '../model/parse.ts'
import { pagePath } from '../model/path.ts'
import { Refusal } from '../model/refusal.ts'
import { siteSchema } from '../model/site.ts'
import { currentIn, currentOf, replace, statusIn } from './current.ts'
import type { Desk } from './desk.ts'
import { keyOfName, SITE_NAME } from './document.ts'
import { expectationOfArticle } from './expectation.ts'
import { Failure } from './failure.ts'
import { type HistoryNote, titleIn } from './history-entry.ts'
import { addressOf, showLive } from './show-live.ts'
import { revisionOf, stamp } from './stamp.ts'

/** Prints the revisions of an article, a page or the site, the newest first. */
export async function history(desk: Desk, name: string): Promise<void> {
  const [current, notes] = await Promise.all([currentOf(desk, name), notesOf(desk, name)])
  if (current === null && notes.length === 0) throw new Failure(`Nothing was ever kept of ${name}.`)
  if (current) {
    const { text, stamp } = current
    console.log(line(revisionOf(text), stamp?.at ?? null, 'now', titleIn(text)))
  }
  // What was brought back is there now, and was there before.
  for (const { rev, at, until, title } of notes) console.log(line(rev, at, moment(until), title))
}

/** Brings an earlier revision back: the named one, or the last that was replaced. */
export async function rollback(desk: Desk, name: string, wanted = ''): Promise<void> {
  const key = keyOfName(name)
  const [keys, notes] = await Promise.all([desk.namespace.keys(key), notesOf(desk, name)])
  const known = notes.filter(({ rev }) => rev.startsWith(wanted))
  // The last one that was replaced may be the very text that is there now.
  const nearest = known.slice(0, 2).map(({ rev }) => historyKey(name, rev))
  const texts = await desk.namespace.getTexts([key, ...nearest])
  const current = currentIn(name, keys, texts)
  const now = current && revisionOf(current.text)
  const note = known.slice(0, 2).find(({ rev }) => rev !== now)
  if (note === undefined) {
    throw new Failure(
      wanted !== '' && now?.startsWith(wanted)
        ? `${name} is at ${wanted} already.`
        : `There is no earlier revision ${wanted ? `${wanted} ` : ''}of ${name}; see "history ${name}".`,
    )
  }
  if (current && name !== SITE_NAME && statusIn(current) === 'withdrawn') {
    throw new Failure(`${name} is withdrawn; only "restore ${name}" brings it back.`)
  }
  const text = texts.get(historyKey(name, note.rev))
  if (text === undefined) throw new Failure(`${note.rev} is gone; see "history ${name}".`)
  const seen = seenOf(name, note.rev, text)
  if (current) await replace(desk, current, text, { not: revisionOf(current.text) })
  else await desk.namespace.put([{ key, value: text, metadata: stamp(text) }])
  console.log(`${name} is at ${note.rev} again: ${note.title}`)
  const live = await desk.liveOfKv()
  if (seen.path !== null && 'why' in seen) console.log(`${addressOf(live, seen.path)} ${seen.why}`)
  const isArticle = name !== SITE_NAME && !name.startsWith(pageKey(''))
  await showLive(live, isArticle ? [name] : [], 'status' in seen ? [seen] : [])
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

async function notesOf({ namespace }: Desk, name: string): Promise<HistoryNote[]> {
  const keys = await namespace.keys(historyPrefix(name))
  const notes = keys.map(({ name: key, metadata }) => ({
    at: null,
    until: '',
    title: '',
    ...(metadata as Partial<HistoryNote>),
    rev: key.slice(historyPrefix(name).length),
  }))
  return notes.sort((one, other) => other.until.localeCompare(one.until))
}

/** What readers are to see of an earlier revision. @throws Failure where it was broken itself */
function seenOf(name: string, rev: string, text: string) {
  const revision = revisionOf(text)
  try {
    const value = parseJson(text)
    if (name === SITE_NAME) {
      parseWith(siteSchema, value)
      return { path: null, why: 'changes every page' }
    }
    if (name.startsWith(pageKey(''))) {
      parseWith(pageSchema, value)
      return { path: pagePath(name.slice(pageKey('').length)), status: 200, revision }
    }
    return expectationOfArticle(name, parseWith(articleSchema, value), revision, Date.now())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Failure(
      `The revision ${rev} of ${name} was broken (${error.problems[0]?.message}); name an earlier one of "history ${name}".`,
    )
  }
}
