import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** Draws the paper's icons from its mark: files by the addresses that browsers ask for. */
export async function makeIcons(): Promise<Map<string, Buffer>> {
  const mark = await readFile(join(import.meta.dirname, 'favicon.svg'))
  // A phone rounds the corners of its icons itself and would fill ours with black.
  const square = Buffer.from(mark.toString().replace(/ rx="\d+"/, ''))
  // A launcher cuts this one to a shape of its own; all that matters lies in the inner four fifths.
  const inset = Buffer.from(
    square.toString().replace('translate(5 6) scale(.84)', 'translate(11 12) scale(.66)'),
  )
  const [small, touch, medium, large, maskable] = await Promise.all([
    png(mark, 32),
    png(square, 180),
    png(mark, 192),
    png(mark, 512),
    png(inset, 512),
  ])
  return new Map([
    ['/favicon.svg', mark],
    ['/favicon.ico', icoOf(small)],
    ['/apple-touch-icon.png', touch],
    ['/icon-192.png', medium],
    ['/icon-512.png', large],
    ['/icon-maskable.png', maskable],
  ])
}

function png(svg: Buffer, size: number): Promise<Buffer> {
  return sharp(svg, { density: 72 * (size / 64) })
    .resize(size)
    .png({ palette: true, effort: 10 })
    .toBuffer()
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
