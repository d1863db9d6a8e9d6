import { readFile } from 'node:fs/promises'
import { mediaKey } from '../../model/key.ts'
import { pictureType } from '../../model/picture-type.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import { Failure } from '../failure.ts'
import type { Document } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import { kvLimitProblems } from '../kv/kv-limits.ts'
import { progressOf } from '../progress.ts'
import { figuresIn } from './figures.ts'
import { cachedPicture, type PictureSheet } from './picture-cache.ts'

const CONCURRENCY = 2

export interface Pictures {
  /** By media name: the originals of the folder that the documents show. */
  pictures: Map<string, PictureSheet>
  /** By media name: what is wrong with a file that cannot be used. */
  broken: Map<string, string>
}

/** Prepares the pictures of the folder that these documents show, unless they are in the cache. */
export async function preparePictures(
  { media }: Folder,
  documents: Document[],
  cache: string,
): Promise<Pictures> {
  const pictures = new Map<string, PictureSheet>()
  const broken = new Map<string, string>()
  const added: { name: string; file: string }[] = []
  for (const name of namesIn(documents)) {
    const file = media.get(name)
    if (file === undefined) continue
    if (preparedPicture(name) !== null) {
      const wrong = wrongIn(name, await readFile(file))
      if (wrong !== undefined) broken.set(name, wrong)
      continue
    }
    const sheet = await cachedPicture(file, cache)
    if (sheet === null) added.push({ name, file })
    else pictures.set(name, sheet)
  }
  const onPrepared = progressOf('prepared', added.length, 'picture')
  let count = 0
  const queue = [...added]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, file } = next
      try {
        // Loaded where there is something to prepare: sharp takes long.
        const { preparePicture } = await import('./prepare-picture.ts')
        pictures.set(name, await preparePicture(file, cache))
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        broken.set(name, error.message)
      }
      onPrepared(++count)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return { pictures, broken }
}

function namesIn(documents: Document[]): Set<string> {
  return new Set(
    documents.flatMap((document) =>
      document.kind === 'site' || document.value === null
        ? []
        : figuresIn(document.value).map(({ figure }) => figure.src),
    ),
  )
}

/** A prepared size of an export is written to KV unchanged, so its bytes are checked here. */
function wrongIn(name: string, bytes: Buffer): string | undefined {
  if (pictureType(bytes) === null) return 'is not a picture, in spite of its name'
  const value = bytes.toString('base64')
  return kvLimitProblems({ key: mediaKey(name), value, base64: true })[0]
}
