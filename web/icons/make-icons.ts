import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** Draws the paper's icons from its mark, at the names that browsers ask for. */
export async function makeIcons(folder: string): Promise<void> {
  const mark = await readFile(join(import.meta.dirname, 'favicon.svg'))
  const png = (size: number) =>
    sharp(mark, { density: 72 * (size / 64) })
      .resize(size)
      .png()
      .toBuffer()
  const [small, touch, medium, large] = await Promise.all([png(32), png(180), png(192), png(512)])
  await Promise.all([
    writeFile(join(folder, 'favicon.svg'), mark),
    writeFile(join(folder, 'favicon.ico'), icoOf(small)),
    writeFile(join(folder, 'apple-touch-icon.png'), touch),
    writeFile(join(folder, 'icon-192.png'), medium),
    writeFile(join(folder, 'icon-512.png'), large),
  ])
}

/** An ICO file may hold a PNG as it is behind its 22-byte header. */
function icoOf(png: Buffer): Buffer {
  const header = Buffer.alloc(22)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(1, 4)
  header.writeUInt8(32, 6)
  header.writeUInt8(32, 7)
  header.writeUInt16LE(1, 10)
  header.writeUInt16LE(32, 12)
  header.writeUInt32LE(png.length, 14)
  header.writeUInt32LE(header.length, 18)
  return Buffer.concat([header, png])
}
