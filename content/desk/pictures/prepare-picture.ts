import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { pictureType } from '../../model/picture-type.ts'
import {
  PREPARED_FORMATS,
  type PreparedFormat,
  preparedName,
  preparedWidths,
} from '../../model/prepared-picture.ts'
import { Failure, isSystemError, messageOf } from '../failure.ts'
import { HEIC } from '../folder/file-names.ts'
import { hashOfPicture, type PictureSheet, SHEET } from './picture-cache.ts'
import { writeOnce } from './write-once.ts'

/** Above this it is a decompression bomb or a scan; a phone makes 60 megapixels. */
const MAX_PIXELS = 100_000_000
/** The limit of the model. */
const MAX_HEIGHT = 20_000
/** Measured on drawings and photographs: effort 4 takes six times as long for 10 % fewer bytes. */
const AVIF = { quality: 52, effort: 2 }
const JPEG = { quality: 74, mozjpeg: true }

/**
 * Prepares an original in every size and format that pages use, and stores them in the cache folder.
 * Turned upright; EXIF, with the place where it was taken, is removed.
 * @throws Failure when the file is not a picture, is broken, or is too large
 */
export async function preparePicture(file: string, cache: string): Promise<PictureSheet> {
  const bytes = await readFile(file)
  const hash = hashOfPicture(bytes)
  const folder = join(cache, hash)
  if (/^ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(bytes.toString('latin1', 4, 12))) {
    throw new Failure(HEIC)
  }
  if (pictureType(bytes) === null) {
    throw new Failure('is not a picture, in spite of its name; save it as JPEG, PNG, WebP or AVIF')
  }
  try {
    return await prepare(bytes, hash, folder)
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = messageOf(error)
    if (/pixel limit/.test(message)) {
      throw new Failure('has more than 100 megapixels; reduce it to about 4,000 pixels')
    }
    // A full disk is not an error of the picture.
    if (isSystemError(error)) throw error
    throw new Failure(
      `cannot be read (${message.split('\n')[0]}); export it again from the original`,
    )
  }
}

async function prepare(bytes: Buffer, hash: string, folder: string): Promise<PictureSheet> {
  const upright = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, autoOrient: true })
  const { autoOrient } = await upright().metadata()
  const widths = preparedWidths(autoOrient.width)
  const widest = Math.max(...widths)
  let height = Math.max(1, Math.round((autoOrient.height * widest) / autoOrient.width))
  if (height > MAX_HEIGHT)
    throw new Failure('is too high for its width; cut it into several pictures')
  return writeOnce(folder, SHEET, async (draft) => {
    for (const width of widths) {
      const scaled = upright().resize({ width }).flatten({ background: '#ffffff' })
      await writeFile(join(draft, `${width}.avif`), await scaled.clone().avif(AVIF).toBuffer())
      const jpeg = await scaled.clone().jpeg(JPEG).toBuffer({ resolveWithObject: true })
      await writeFile(join(draft, `${width}.jpg`), jpeg.data)
      // Of a very flat picture a computed height may be off by half.
      height = jpeg.info.height
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
    return sheet
  })
}

async function dominantColor(picture: Buffer): Promise<string> {
  const { dominant } = await sharp(picture).stats()
  const hex = [dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0'))
  return `#${hex.join('')}`
}

/** The point that draws the eye, as libvips finds it: in fractions of width and height. */
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
