import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Figure } from '../../model/figure.ts'
import { pictureType } from '../../model/picture-type.ts'
import {
  PREPARED_FORMATS,
  type PreparedFormat,
  preparedName,
  preparedWidths,
} from '../../model/prepared-picture.ts'
import { Failure, isOfTheSystem, messageOf } from '../failure.ts'

const SHEET = 'sheet.json'
/** Another number makes all pictures anew, under other names. */
const RECIPE = 1
/** A picture bomb, or a scan that no page needs; a phone's 60 megapixels are fine. */
const MOST_PIXELS = 100_000_000
/** The model takes no more, and no screen shows more. */
const MOST_HEIGHT = 20_000
/** Measured on drawings and photographs: effort 4 takes six times as long for 10 % fewer bytes. */
const AVIF = { quality: 52, effort: 2 }
const JPEG = { quality: 74, mozjpeg: true }

/** What the pages have to know of a prepared picture. */
export interface PictureSheet
  extends Required<Pick<Figure, 'src' | 'width' | 'height' | 'color' | 'focus'>> {
  /** Media names of all sizes. */
  names: string[]
}

/**
 * An original in every size and format that pages choose from. Made once: a later call finds it in
 * the cache folder. Turned upright; EXIF, and with it the place, is left out.
 * @throws Failure where the file is no picture, is broken, or is too large
 */
export async function preparePicture(file: string, cache: string): Promise<PictureSheet> {
  const bytes = await readFile(file)
  const hash = hashOf(bytes)
  const folder = join(cache, hash)
  const head = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 16)
  if (pictureType(head as ArrayBuffer) === null) {
    throw new Failure('is no picture, whatever its name says; save it as JPEG, PNG, WebP or AVIF')
  }
  try {
    return await prepare(bytes, hash, folder)
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = messageOf(error)
    if (/pixel limit/.test(message)) {
      throw new Failure('has more than 100 megapixels; scale it down to 4,000 pixels or so')
    }
    // A full disk is not the picture's fault.
    if (isOfTheSystem(error)) throw error
    throw new Failure(`can not be read (${message.split('\n')[0]}); save it again from its source`)
  }
}

/** What was made of an original before; null where nothing was. */
export async function knownPicture(file: string, cache: string): Promise<PictureSheet | null> {
  const sheet = join(cache, hashOf(await readFile(file)), SHEET)
  const known = await readFile(sheet, 'utf8').catch(() => null)
  return known === null ? null : JSON.parse(known)
}

function hashOf(original: Buffer): string {
  const hash = createHash('sha256').update(`${RECIPE}\n`).update(original)
  return hash.digest('hex').slice(0, 16)
}

/** The bytes of one prepared size. */
export function readPrepared(name: string, cache: string): Promise<Buffer> {
  return readFile(join(cache, name))
}

/** Everything is made in a folder beside and moved at once: an interrupted run leaves no half. */
async function prepare(bytes: Buffer, hash: string, folder: string): Promise<PictureSheet> {
  const upright = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, autoOrient: true })
  const { autoOrient } = await upright().metadata()
  const widths = preparedWidths(autoOrient.width)
  const widest = Math.max(...widths)
  const height = Math.max(1, Math.round((autoOrient.height * widest) / autoOrient.width))
  if (height > MOST_HEIGHT) throw new Failure('is far too high for its width; cut it into several')
  await mkdir(join(folder, '..'), { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    for (const width of widths) {
      const scaled = upright().resize({ width }).flatten({ background: '#ffffff' })
      await writeFile(join(draft, `${width}.avif`), await scaled.clone().avif(AVIF).toBuffer())
      await writeFile(join(draft, `${width}.jpg`), await scaled.clone().jpeg(JPEG).toBuffer())
    }
    const smallest = await readFile(join(draft, `${widths[0]}.jpg`))
    const nameOf = (width: number, format: PreparedFormat) => preparedName({ hash, width, format })
    const sheet: PictureSheet = {
      src: nameOf(widest, 'jpg'),
      width: widest,
      height,
      color: await dominantColor(smallest),
      focus: await focusOf(smallest),
      names: widths.flatMap((width) => PREPARED_FORMATS.map((format) => nameOf(width, format))),
    }
    await writeFile(join(draft, SHEET), JSON.stringify(sheet))
    await moveOnce(draft, folder)
    return sheet
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** Another run may have made the same meanwhile: the same bytes give the same files, so one is enough. */
async function moveOnce(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder)
  } catch (error) {
    const isThere = await access(join(folder, SHEET)).then(
      () => true,
      () => false,
    )
    if (!isThere) throw error
    await rm(draft, { recursive: true })
  }
}

async function dominantColor(picture: Buffer): Promise<string> {
  const { dominant } = await sharp(picture).stats()
  const hex = [dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0'))
  return `#${hex.join('')}`
}

/** Where a crop should stay: what draws the eye, as libvips finds it. In shares of width and height. */
async function focusOf(picture: Buffer): Promise<[number, number]> {
  const { width, height } = await sharp(picture).metadata()
  const side = Math.min(width, height)
  const { info } = await sharp(picture)
    .resize(side, side, { fit: 'cover', position: 'attention' })
    .toBuffer({ resolveWithObject: true })
  const share = (at: number | undefined, of: number) =>
    Math.round(Math.min(1, Math.max(0, (at ?? of / 2) / of)) * 100) / 100
  return [share(info.attentionX, width), share(info.attentionY, height)]
}
