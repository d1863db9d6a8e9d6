import { historyPrefix } from '../../model/key.ts'
import type { HistoryNote } from './history-entry.ts'
import type { Namespace } from './namespace.ts'

/** The notes of the earlier revisions of an article, a page or the site, newest first. */
export async function historyNotes(
  namespace: Pick<Namespace, 'keys'>,
  name: string,
): Promise<HistoryNote[]> {
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
