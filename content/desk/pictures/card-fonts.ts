import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convert } from 'fontverter'

/** Arabic for the headline and for what is around it; the Latin letters and signs of the same hand. */
const FONTS = [
  'noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2',
  'noto-naskh-arabic/files/noto-naskh-arabic-latin-700-normal.woff2',
  'noto-naskh-arabic/files/noto-naskh-arabic-latin-ext-700-normal.woff2',
  'noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2',
  'noto-sans/files/noto-sans-latin-700-normal.woff2',
  'noto-sans/files/noto-sans-latin-ext-700-normal.woff2',
]

let ready: Promise<void> | undefined

/**
 * Makes Pango use the fonts of the packages, and none of the machine: those differ, and many have no
 * Arabic. Pango takes no compressed fonts, so they are unpacked once.
 */
export function useCardFonts(cache: string): Promise<void> {
  ready ??= unpack(join(cache, 'fonts'))
  return ready
}

async function unpack(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all(
    FONTS.map(async (font) => {
      const source = fileURLToPath(import.meta.resolve(`@fontsource/${font}`))
      const name = font.replace(/^.*\//, '').replace(/woff2$/, 'ttf')
      await writeFile(join(folder, name), await convert(await readFile(source), 'sfnt'))
    }),
  )
  const settings = join(folder, 'fonts.conf')
  const path = escaped(folder)
  await writeFile(
    settings,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${path}</dir><cachedir>${path}</cachedir></fontconfig>\n`,
  )
  // Read when the first text is drawn.
  process.env.FONTCONFIG_FILE = settings
}

function escaped(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
