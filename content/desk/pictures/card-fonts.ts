import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convert } from 'fontverter'
import { writeOnce } from './write-once.ts'

/** Arabic for the headline and for what is around it; the Latin letters and signs of the same hand. */
const FONTS = [
  'noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2',
  'noto-naskh-arabic/files/noto-naskh-arabic-latin-700-normal.woff2',
  'noto-naskh-arabic/files/noto-naskh-arabic-latin-ext-700-normal.woff2',
  'noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2',
  'noto-sans/files/noto-sans-latin-700-normal.woff2',
  'noto-sans/files/noto-sans-latin-ext-700-normal.woff2',
]
const SETTINGS = 'fonts.conf'

let ready: Promise<void> | undefined

/**
 * Makes Pango use the fonts of the packages, and none of the machine: those differ, and many have no
 * Arabic. Pango takes no compressed fonts, so they are unpacked once.
 */
export function useCardFonts(cache: string): Promise<void> {
  ready ??= use(cache)
  return ready
}

async function use(cache: string): Promise<void> {
  const fonts = await Promise.all(
    FONTS.map(async (font) => ({
      name: font.replace(/^.*\//, '').replace(/woff2$/, 'ttf'),
      bytes: await readFile(fileURLToPath(import.meta.resolve(`@fontsource/${font}`))),
    })),
  )
  const hash = createHash('sha256')
  for (const { bytes } of fonts) hash.update(bytes)
  const folder = join(cache, `fonts-${hash.digest('hex').slice(0, 16)}`)
  const settings = join(folder, SETTINGS)
  if (!existsSync(settings)) await unpack(fonts, folder)
  // Read when the first text is drawn.
  process.env.FONTCONFIG_FILE = settings
}

/** A file that Pango has mapped into memory must not be written again. */
function unpack(fonts: { name: string; bytes: Buffer }[], folder: string): Promise<void> {
  return writeOnce(folder, SETTINGS, async (draft) => {
    for (const { name, bytes } of fonts) {
      await writeFile(join(draft, name), await convert(bytes, 'sfnt'))
    }
    const path = escaped(folder)
    await writeFile(
      join(draft, SETTINGS),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${path}</dir><cachedir>${path}</cachedir></fontconfig>\n`,
    )
  })
}

function escaped(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
