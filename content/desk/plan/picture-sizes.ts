import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mediaKey } from '../../model/key.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import type { Document } from '../folder/document.ts'
import type { Key } from '../kv/namespace.ts'
import { stampIn } from '../kv/stamp.ts'
import type { PictureSheet } from '../pictures/picture-cache.ts'

interface PictureFiles {
  pictures: Map<string, PictureSheet>
  known: Map<string, Key>
  /** The picture cache. */
  cache: string
}

/**
 * The bytes of the pictures of articles, by media name. What KV has counts: another version of the image
 * library makes a file of another size of the same original, which is not put again, and articles must
 * not change for that. Without an entry: raw pictures, and those put before sizes were written.
 */
export async function pictureSizes(
  documents: Document[],
  { pictures, known, cache }: PictureFiles,
): Promise<Map<string, number>> {
  const sources = documents.flatMap(({ kind, value }) =>
    kind === 'article' && value?.image ? [value.image.src] : [],
  )
  const names = new Set(sources.map((src) => pictures.get(src)?.src ?? src))
  const sizes = await Promise.all(
    [...names].map(async (name): Promise<[string, number][]> => {
      if (preparedPicture(name) === null) return []
      const key = known.get(mediaKey(name))
      const size = key
        ? stampIn(key.metadata)?.size
        : await stat(join(cache, name)).then(
            (file) => file.size,
            // Of an exported folder: not in the cache, and the article has its size already.
            () => undefined,
          )
      return size === undefined ? [] : [[name, size]]
    }),
  )
  return new Map(sizes.flat())
}
