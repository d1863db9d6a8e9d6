import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { FACES, type Face } from './faces.ts'

/** The `@font-face` rules of the paper, and the addresses of the files by who needs them. */
export interface Fonts {
  css: string
  files: Record<Face['neededBy'], string[]>
}

/**
 * Cuts the fonts down to the letters of a newspaper and writes them, named by their content.
 * @param folder where static assets are served from
 */
export async function makeFonts(folder: string): Promise<Fonts> {
  await mkdir(join(folder, 'assets'), { recursive: true })
  const made = await Promise.all(
    FACES.map(async (face) => {
      const source = await readFile(fileURLToPath(import.meta.resolve(face.source)))
      const subset = await subsetFont(source, charactersOf(face), { targetFormat: 'woff2' })
      const hash = createHash('sha256').update(subset).digest('hex').slice(0, 8)
      const href = `/assets/font-${hash}.woff2`
      await writeFile(join(folder, href), subset)
      return { face, href }
    }),
  )
  const neededBy = (page: Face['neededBy']) =>
    made.filter(({ face }) => face.neededBy === page).map(({ href }) => href)
  return {
    css: made.map(({ face, href }) => ruleOf(face, href)).join(''),
    files: { 'every-page': neededBy('every-page'), 'latin-text': neededBy('latin-text') },
  }
}

/**
 * `optional`: a font that comes too late for the first paint waits for the next page, so that no
 * line ever moves under a reader's eyes. The pages preload what they need: without that, Chromium
 * lays the text out once before it knows whether the font is in time.
 */
function ruleOf({ family, weight, ranges, sizeAdjust }: Face, href: string): string {
  const hex = (point: number) => point.toString(16)
  const range = ranges.map(([first, last]) =>
    first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`,
  )
  return [
    `@font-face{font-family:"${family}";font-weight:${weight};font-display:optional`,
    `src:url(${href})format("woff2")`,
    ...(sizeAdjust ? [`size-adjust:${sizeAdjust}`] : []),
    `unicode-range:${range.join(',')}}`,
  ].join(';')
}

function charactersOf({ ranges }: Face): string {
  return ranges
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset)),
    )
    .join('')
}
