import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { SHARE_SIZE } from '../../../content/model/prepared-picture.ts'

/**
 * Draws what link previews show of a page without a picture: the mark, without words, so that it needs
 * no font and fits every site. The result is committed: run `node web/build/icons/draw-share-card.ts`
 * after a change of the mark.
 */
const MARK_SIZE = 420
const GROUND = '#0f4c4a'

const mark = (await readFile(join(import.meta.dirname, 'favicon.svg')))
  .toString()
  .replace(/<rect[^>]*\/>/, '')
await sharp({ create: { ...SHARE_SIZE, channels: 3, background: GROUND } })
  .composite([
    { input: await sharp(Buffer.from(mark), { density: 800 }).resize(MARK_SIZE).png().toBuffer() },
  ])
  .png({ palette: true, effort: 10 })
  .toFile(join(import.meta.dirname, 'share-card.png'))
