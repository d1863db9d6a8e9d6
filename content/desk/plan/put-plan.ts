import { mediaKey } from '../../model/key.ts'
import { historyEntry } from '../kv/history-entry.ts'
import type { Entry, Namespace } from '../kv/namespace.ts'
import { stamp } from '../kv/stamp.ts'
import type { Change, Plan } from './plan.ts'

/**
 * Puts what a plan holds: pictures first, so that no story names one that is not there; each earlier
 * revision before the one that replaces it; the site last, so that no section is empty. Whatever
 * stops it, the next plan holds what is left.
 */
export async function putPlan(
  namespace: Pick<Namespace, 'put'>,
  plan: Plan,
  onPut: (count: number) => void,
): Promise<void> {
  await namespace.put(entriesOf(plan), onPut)
}

/** How many values a plan puts. */
export function sizeOf({ pictures, changes }: Plan): number {
  return pictures.length + changes.reduce((sum, { was }) => sum + (was === null ? 1 : 2), 0)
}

/** Pictures are read one by one: all of them would not fit into memory. */
async function* entriesOf({ pictures, changes }: Plan): AsyncGenerator<Entry> {
  for (const { name, bytes } of pictures) {
    const picture = await bytes()
    const metadata = stamp(picture)
    yield { key: mediaKey(name), value: picture.toString('base64'), base64: true, metadata }
  }
  const isSite = ({ document }: Change) => document.kind === 'site'
  for (const change of changes.filter((change) => !isSite(change))) yield* entriesFor(change)
  for (const change of changes.filter(isSite)) yield* entriesFor(change)
}

function* entriesFor({ document, text, was }: Change): Generator<Entry> {
  if (was !== null) yield historyEntry(document.name, was)
  yield { key: document.key, value: text, metadata: stamp(text) }
}
