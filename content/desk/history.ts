import { historyKey, historyPrefix, pageKey } from '../model/key.ts'
import { articlePath, pagePath } from '../model/path.ts'
import { articleIn, currentOf, replace } from './current.ts'
import type { Desk } from './desk.ts'
import { keyOfName, SITE_NAME } from './document.ts'
import { Failure } from './failure.ts'
import type { HistoryNote } from './history-entry.ts'
import type { Expectation } from './live.ts'
import { showLive } from './show-live.ts'
import { revisionOf, stamp } from './stamp.ts'

/** Prints the revisions of an article, a page or the site, the newest first. */
export async function history(desk: Desk, name: string): Promise<void> {
  const [current, notes] = await Promise.all([currentOf(desk, name), notesOf(desk, name)])
  if (current === null && notes.length === 0) throw new Failure(`Nothing was ever kept of ${name}.`)
  if (current) {
    const since = current.stamp?.at ?? 'put by hand'
    console.log(`${revisionOf(current.text)}  now           since ${since}`)
  }
  for (const { rev, at, until, title } of notes) {
    console.log(`${rev}  until ${until}  since ${at ?? 'put by hand'}  ${title}`)
  }
}

/** Brings an earlier revision back: the named one, or the last that was replaced. */
export async function rollback(desk: Desk, name: string, wanted?: string): Promise<void> {
  const [current, notes] = await Promise.all([currentOf(desk, name), notesOf(desk, name)])
  const now = current && revisionOf(current.text)
  const candidates = notes.filter(({ rev }) => rev !== now)
  const note = wanted ? candidates.find(({ rev }) => rev.startsWith(wanted)) : candidates[0]
  if (note === undefined) {
    throw new Failure(
      wanted && now?.startsWith(wanted)
        ? `${name} is at ${wanted} already.`
        : `There is no earlier revision ${wanted ?? ''} of ${name}; see "history ${name}".`,
    )
  }
  if (current && name !== SITE_NAME && articleIn(current).status === 'withdrawn') {
    throw new Failure(`${name} is withdrawn; only "restore ${name}" brings it back.`)
  }
  const key = historyKey(name, note.rev)
  const text = (await desk.namespace.getTexts([key])).get(key)
  if (text === undefined) throw new Failure(`${key} is gone; see "history ${name}".`)
  if (current) await replace(desk, current, text, { not: revisionOf(current.text) })
  else await desk.namespace.put([{ key: keyOfName(name), value: text, metadata: stamp(text) }])
  console.log(`${name} is at ${note.rev} again: ${note.title}`)
  const isArticle = name !== SITE_NAME && !name.startsWith(pageKey(''))
  await showLive(await desk.liveOfKv(), isArticle ? [name] : [], expectationOf(name, text))
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

function expectationOf(name: string, text: string): Expectation[] {
  const revision = revisionOf(text)
  if (name === SITE_NAME) return []
  if (name.startsWith(pageKey(''))) {
    return [{ path: pagePath(name.slice(pageKey('').length)), status: 200, revision }]
  }
  return [{ path: articlePath(name), status: 200, revision }]
}
