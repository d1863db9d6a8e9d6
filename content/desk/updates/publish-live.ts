import { liveKey, mediaKey } from '../../model/key.ts'
import { newestFirst, type Update, updateSchema } from '../../model/live-updates.ts'
import { parseWith } from '../../model/parse.ts'
import { counted } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import type { Document } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import type { Entry, Key } from '../kv/namespace.ts'
import { revisionOf, stamp, stampIn } from '../kv/stamp.ts'
import { waitForUpdates } from '../live/wait-for-updates.ts'
import { withFigures } from '../pictures/figures.ts'
import { readPrepared } from '../pictures/picture-cache.ts'
import { preparePictures } from '../pictures/prepare-pictures.ts'
import { prepared } from '../plan/compile.ts'
import { deskStore } from './desk-store.ts'
import { type LiveEdit, withEdits } from './live-edit.ts'
import { putEdits, updatesUnder } from './put-edits.ts'

/**
 * Publishes the updates of the files in `live/`: what is new or different, merged by id. What others have
 * put stays; what was taken out of a file stays too, until `live --delete`. What is in an older part already
 * is not changed any more. Nothing is read of a story whose stamp says that KV has the same.
 * @param keys what KV has
 */
export async function publishLive(
  desk: Desk,
  folder: Folder,
  wanted: string[],
  { keys, dryRun = false, wait = true }: { keys: Key[]; dryRun?: boolean; wait?: boolean },
): Promise<void> {
  const chosen = folder.live.filter(
    ({ id, file }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(file),
  )
  for (const { id, updates } of chosen) {
    if (updates.length === 0) continue
    const { shown, names } = await withPictures(desk, folder, updates)
    const key = keys.find(({ name }) => name === liveKey(id))
    if (stampIn(key?.metadata)?.rev === revisionOf(textOf(shown))) continue
    const store = deskStore(desk, id)
    const story = { id, parts: partsOf(folder, id) }
    const current = await updatesUnder(store, liveKey(id))
    const folded = new Set<string>()
    for (let part = 1; part <= story.parts; part += 1) {
      for (const update of await updatesUnder(store, liveKey(id, part))) folded.add(update.id)
    }
    const edits = shown.flatMap((update) => (folded.has(update.id) ? [] : editOf(update, current)))
    if (edits.length === 0) continue
    const words = `${liveKey(id)}: ${counted(edits.length, 'update')}`
    console.log(dryRun ? `${words} to put` : words)
    if (dryRun) continue
    await putPictures(desk, names, keys)
    const onPut = async () => {
      if (wait) await waitForUpdates(desk.liveSite(folder.site), id, edits)
    }
    // The file is the editor's own copy of all updates: publishing it again puts what is missing.
    await putEdits(store, story, edits, onPut, [])
  }
}

function textOf(updates: Update[]): string {
  return JSON.stringify(newestFirst(updates))
}

/** What the files in `live/` put into an empty KV: updates and their pictures. */
export async function liveEntries(desk: Desk, folder: Folder): Promise<Entry[]> {
  const entries = await Promise.all(
    folder.live
      .filter(({ updates }) => updates.length > 0)
      .map(async ({ id, updates }) => {
        const { shown, names } = await withPictures(desk, folder, updates)
        const value = textOf(shown)
        const pictures = await pictureEntries(desk, names)
        return [...pictures, { key: liveKey(id), value, metadata: stamp(value) }]
      }),
  )
  return entries.flat()
}

function editOf(wanted: Update, current: Update[]): LiveEdit[] {
  const before = current.find(({ id }) => id === wanted.id) ?? null
  const edit = { id: wanted.id, wanted, before }
  return withEdits(current, [edit]) === current ? [] : [edit]
}

async function withPictures(desk: Desk, folder: Folder, updates: Update[]) {
  const page = { title: '', body: updates.flatMap(({ body }) => body) }
  const document = { kind: 'page', value: page } as unknown as Document
  const { pictures } = await preparePictures(folder, [document], desk.cache)
  return {
    // In the order of the schema, as KV has them: a revision is that of the text.
    shown: updates.map((update) =>
      parseWith(
        updateSchema,
        withFigures(update, (figure) => prepared(figure, pictures)),
      ),
    ),
    names: [...pictures.values()].flatMap(({ names }) => names),
  }
}

async function putPictures(desk: Desk, names: string[], keys: Key[]): Promise<void> {
  const known = new Set(keys.map(({ name }) => name))
  const missing = names.filter((name) => !known.has(mediaKey(name)))
  if (missing.length > 0) await desk.namespace.put(await pictureEntries(desk, missing))
}

function pictureEntries({ cache }: Pick<Desk, 'cache'>, names: string[]): Promise<Entry[]> {
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readPrepared(name, cache)
      const value = bytes.toString('base64')
      return { key: mediaKey(name), value, base64: true as const, metadata: stamp(bytes) }
    }),
  )
}

function partsOf({ documents }: Folder, id: string): number {
  const head = documents.find((known) => known.kind === 'article' && known.id === id)
  return (head?.kind === 'article' && head.value?.live?.parts) || 0
}
