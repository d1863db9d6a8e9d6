import { mediaKey } from '../../model/key.ts'
import { historyEntry } from '../kv/history-entry.ts'
import type { Entry, Namespace } from '../kv/namespace.ts'
import { stamp } from '../kv/stamp.ts'
import type { Change, Plan } from './plan.ts'

/**
 * Writes a plan to KV: pictures first, so that no article refers to a missing one; each previous
 * revision before the value that replaces it; the site last, so that no new section is empty. After
 * an interruption the next plan contains the rest.
 * @param first what is put before the articles
 */
export async function putPlan(
  namespace: Pick<Namespace, 'put'>,
  plan: Plan,
  onPut: (count: number) => void,
  first: Entry[] = [],
): Promise<void> {
  await namespace.put(entriesOf(plan, first), onPut)
}

/** How many values the plan writes. */
export function sizeOf({ pictures, changes }: Plan): number {
  return (
    pictures.length + changes.reduce((sum, { previous }) => sum + (previous === null ? 1 : 2), 0)
  )
}

/** Pictures are read one at a time: all of them would not fit into memory. */
async function* entriesOf({ pictures, changes }: Plan, first: Entry[]): AsyncGenerator<Entry> {
  for (const { name, bytes } of pictures) {
    const picture = await bytes()
    const metadata = stamp(picture, { size: picture.length })
    yield { key: mediaKey(name), value: picture.toString('base64'), base64: true, metadata }
  }
  yield* first
  const isSite = ({ document }: Change) => document.kind === 'site'
  for (const change of changes.filter((change) => !isSite(change))) yield* entriesFor(change)
  for (const change of changes.filter(isSite)) yield* entriesFor(change)
}

function* entriesFor({ document, text, previous }: Change): Generator<Entry> {
  if (previous !== null) yield historyEntry(document.name, previous)
  yield { key: document.key, value: text, metadata: stamp(text) }
}
