import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import { FACES, type Face } from './faces.ts'
import { FALLBACK_RULES } from './fallbacks.ts'

export interface Fonts {
  /** The `@font-face` rules of the paper. */
  css: string
  /** Addresses of the fonts, by the pages that need them at once. */
  needed: Record<NonNullable<Face['neededBy']>, string[]>
  /** By their addresses, which name them by their content. */
  files: Map<string, Buffer>
}

/** What text needs to be set well; the packages' small capitals and old-style figures stay out. */
const LATIN_FEATURES = ['kern', 'liga', 'mark', 'mkmk', 'ccmp', 'locl']

/** Cuts the fonts down to the letters of a newspaper. */
export async function makeFonts(): Promise<Fonts> {
  const made = await Promise.all(FACES.map(makeFont))
  const neededBy = (pages: Face['neededBy']) =>
    made.filter(({ face }) => face.neededBy === pages).map(({ href }) => href)
  return {
    css: FALLBACK_RULES + made.map(({ face, href }) => ruleOf(face, href)).join(''),
    needed: {
      'every-page': neededBy('every-page'),
      'latin-text': neededBy('latin-text'),
      'sans-text': neededBy('sans-text'),
    },
    files: new Map(made.map(({ href, font }) => [href, font])),
  }
}

async function makeFont(face: Face): Promise<{ face: Face; href: string; font: Buffer }> {
  const source = await readFile(fileURLToPath(import.meta.resolve(face.source)))
  const font = await subsetFont(source, charactersOf(face), {
    targetFormat: 'woff2',
    ...(face.sizeAdjust && { keepFeatures: LATIN_FEATURES }),
  })
  const hash = createHash('sha256').update(font).digest('hex').slice(0, 8)
  return { face, href: `/assets/font-${hash}.woff2`, font }
}

/**
 * `optional`: a font that comes too late for the first paint waits for the next page, so that no
 * line ever moves under a reader's eyes. The pages preload what they need: without that, Chromium
 * lays the text out once before it knows whether the font is in time.
 */
function ruleOf({ family, weight, letters, sizeAdjust }: Face, href: string): string {
  return [
    `@font-face{font-family:"${family}";font-weight:${weight};font-display:optional`,
    `src:url(${href})format("woff2")`,
    ...(sizeAdjust ? [`size-adjust:${sizeAdjust}%`] : []),
    `unicode-range:${letters.claimed}}`,
  ].join(';')
}

function charactersOf({ letters }: Face): string {
  return letters.kept
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset)),
    )
    .join('')
}
