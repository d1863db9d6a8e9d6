import { readFile } from 'node:fs/promises'
import { mediaKey } from '../../model/key.ts'
import { pictureType } from '../../model/picture-type.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import { Failure } from '../failure.ts'
import type { Document } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import { beyondLimits } from '../kv/kv-limits.ts'
import { progressOf } from '../progress.ts'
import { figuresIn } from './figures.ts'
import { knownPicture, type PictureSheet, preparePicture } from './prepare-picture.ts'

const AT_ONCE = 2

export interface Pictures {
  /** Originals of the folder that the documents show: media name to what was made of it. */
  pictures: Map<string, PictureSheet>
  /** Media names of files that are no pictures, or broken, or too large, and what is wrong. */
  broken: Map<string, string>
}

/** The pictures of the folder that these documents show; prepares those that it has not met yet. */
export async function picturesOf(
  { media }: Folder,
  documents: Document[],
  cache: string,
): Promise<Pictures> {
  const pictures = new Map<string, PictureSheet>()
  const broken = new Map<string, string>()
  const fresh: { name: string; file: string }[] = []
  for (const name of namesIn(documents)) {
    const file = media.get(name)
    if (file === undefined) continue
    if (preparedPicture(name) !== null) {
      const wrong = wrongIn(name, await readFile(file))
      if (wrong !== undefined) broken.set(name, wrong)
      continue
    }
    const sheet = await knownPicture(file, cache)
    if (sheet === null) fresh.push({ name, file })
    else pictures.set(name, sheet)
  }
  const onPrepared = progressOf('prepared', fresh.length, 'picture')
  let count = 0
  const queue = [...fresh]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { name, file } = next
      try {
        pictures.set(name, await preparePicture(file, cache))
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        broken.set(name, error.message)
      }
      onPrepared(++count)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
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

/** A prepared size goes to KV as it lies there, as an export left it. */
function wrongIn(name: string, bytes: Buffer): string | undefined {
  const head = Uint8Array.from(bytes.subarray(0, 16)).buffer
  if (pictureType(head) === null) return 'is no picture, whatever its name says'
  const value = bytes.toString('base64')
  return beyondLimits({ key: mediaKey(name), value, base64: true })[0]
}
