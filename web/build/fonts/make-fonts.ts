import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import subsetter from 'subset-font/package.json' with { type: 'json' }
import { FONT_LETTERS } from '../../render/letters.ts'
import { FACES, type Face } from './faces.ts'
import { FALLBACK_RULES } from './fallbacks.ts'

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/hudhud/fonts')

export interface Fonts {
  /** The rules of the device's fonts, which are used until a file has come. */
  fallbacks: string
  faces: BuiltFace[]
  /** By address; an address contains a hash of the content. */
  files: Map<string, Buffer>
}

/** What pages need of a face. */
export interface BuiltFace {
  family: string
  weight: number
  letters: string
  neededBy?: string
  href: string
  /** Its `@font-face` rule. */
  rule: string
}

/** The features that text needs. Left out: small capitals, old-style figures. */
const LATIN_FEATURES = ['kern', 'liga', 'mark', 'mkmk', 'ccmp', 'locl']

/** Subsets the fonts to the characters of a newspaper. */
export async function makeFonts(): Promise<Fonts> {
  const made = await Promise.all(FACES.map(makeFont))
  return {
    fallbacks: FALLBACK_RULES,
    faces: made.map(({ face, href }) => {
      const { family, letters, weight, neededBy } = face
      return { family, letters, weight, neededBy, href, rule: ruleOf(face, href) }
    }),
    files: new Map(made.map(({ href, font }) => [href, font])),
  }
}

async function makeFont(face: Face): Promise<{ face: Face; href: string; font: Buffer }> {
  const source = await readFile(fileURLToPath(import.meta.resolve(face.source)))
  const font = await cached(source, charactersOf(face), {
    targetFormat: 'woff2',
    ...(face.sizeAdjust && { keepFeatures: LATIN_FEATURES }),
  })
  return { face, href: `/assets/font-${hashOf(font).slice(0, 8)}.woff2`, font }
}

/** Subsetting takes seconds, and the fonts rarely change: results are cached by their inputs. */
async function cached(
  source: Buffer,
  characters: string,
  options: NonNullable<Parameters<typeof subsetFont>[2]>,
): Promise<Buffer> {
  const file = join(
    CACHE,
    `${hashOf(source, characters, JSON.stringify(options), subsetter.version)}.woff2`,
  )
  const before = await readFile(file).catch(() => null)
  if (before !== null) return before
  const font = await subsetFont(source, characters, options)
  await mkdir(CACHE, { recursive: true })
  // In one step: another build may be reading.
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, font)
  await rename(unfinished, file)
  return font
}

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/**
 * `swap`: the face of the headlines, whose fallback has its measures. `optional`: a font that arrives
 * after the first paint is used from the next page on, so that no line moves while it is read; only on a
 * first page does replace-fonts.ts use it where nothing moves. The pages preload the fonts that they need: otherwise Chromium lays the text out once before it knows whether
 * the font arrives in time.
 */
function ruleOf({ family, weight, letters, sizeAdjust, isSwapped }: Face, href: string): string {
  return [
    `@font-face{font-family:"${family}";font-weight:${weight};font-display:${isSwapped ? 'swap' : 'optional'}`,
    `src:url(${href})format("woff2")`,
    ...(sizeAdjust ? [`size-adjust:${sizeAdjust}%`] : []),
    `unicode-range:${FONT_LETTERS[letters]}}`,
  ].join(';')
}

function charactersOf({ letters }: Face): string {
  return FONT_LETTERS[letters]
    .split(',')
    .map((range) => {
      const [first = 0, last = first] = range
        .slice('U+'.length)
        .split('-')
        .map((code) => Number.parseInt(code, 16))
      return String.fromCodePoint(
        ...Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
      )
    })
    .join('')
}
