import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from '../../model/figure.ts'

/** The cache folder has a folder for each original, with its prepared sizes and this file. */
export const SHEET = 'sheet.json'
/** A new number prepares all pictures again, under new names. */
const RECIPE = 1

/** What pages need of a prepared picture. */
export interface PictureSheet
  extends Required<Pick<Figure, 'src' | 'width' | 'height' | 'color' | 'focus'>> {
  /** Media names of all sizes. */
  names: string[]
}

/** The cached result of an earlier run, or null. */
export async function cachedPicture(file: string, cache: string): Promise<PictureSheet | null> {
  const sheet = join(cache, hashOfPicture(await readFile(file)), SHEET)
  const known = await readFile(sheet, 'utf8').catch(() => null)
  return known === null ? null : JSON.parse(known)
}

/** The bytes of one prepared size. */
export function readPrepared(name: string, cache: string): Promise<Buffer> {
  return readFile(join(cache, name))
}

/** The name of an original's folder. */
export function hashOfPicture(original: Buffer): string {
  const hash = createHash('sha256').update(`${RECIPE}\n`).update(original)
  return hash.digest('hex').slice(0, 16)
}
