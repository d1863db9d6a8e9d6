import sharp, { type Sharp } from 'sharp'
import { SHARE_SIZE } from '../../model/prepared-picture.ts'

const MAX_BYTES = 200_000

/** The part of a picture round its focus, in the shape of link previews. */
export async function cropShare(picture: Buffer, [x, y]: [number, number]): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata()
  const scale = Math.max(SHARE_SIZE.width / width, SHARE_SIZE.height / height)
  const scaled = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) }
  /** As near to the focus as the edges allow. */
  const start = (focus: number, whole: number, part: number) =>
    Math.round(Math.min(whole - part, Math.max(0, focus * whole - part / 2)))
  const crop = sharp(picture)
    .resize({ ...scaled, fit: 'fill' })
    .extract({
      left: start(x, scaled.width, SHARE_SIZE.width),
      top: start(y, scaled.height, SHARE_SIZE.height),
      ...SHARE_SIZE,
    })
  return await smallJpeg(crop)
}

/** In the best quality that stays below what messengers load for a preview. */
export async function smallJpeg(picture: Sharp): Promise<Buffer> {
  for (const quality of [82, 72, 60, 45]) {
    const bytes = await picture.clone().jpeg({ quality, mozjpeg: true }).toBuffer()
    if (bytes.length <= MAX_BYTES) return bytes
  }
  return await picture.clone().jpeg({ quality: 25, mozjpeg: true }).toBuffer()
}
