import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/**
 * Draws the site's icons from favicon.svg into this folder. The results are committed: run
 * `node web/build/icons/draw-icons.ts` after a change of the mark.
 */

const FOLDER = import.meta.dirname
const mark = await readFile(join(FOLDER, 'favicon.svg'))
// A phone rounds the corners of its icons itself and would fill transparent ones with black.
const square = Buffer.from(mark.toString().replace(/ rx="\d+"/, ''))
// A launcher cuts this one to its own shape; only the inner four fifths are always visible.
const inset = Buffer.from(
  square.toString().replace('translate(5 6) scale(.84)', 'translate(11 12) scale(.66)'),
)
const icons: Record<string, Buffer> = {
  'favicon.ico': icoOf(await png(mark, 32)),
  'apple-touch-icon.png': await png(square, 180),
  'icon-192.png': await png(mark, 192),
  'icon-512.png': await png(mark, 512),
  'icon-maskable.png': await png(inset, 512),
}
for (const [name, icon] of Object.entries(icons)) await writeFile(join(FOLDER, name), icon)

function png(svg: Buffer, size: number): Promise<Buffer> {
  return sharp(svg, { density: 72 * (size / 64) })
    .resize(size)
    .png({ palette: true, effort: 10 })
    .toBuffer()
}

/** An ICO file can contain a PNG after a header of 22 bytes. */
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
