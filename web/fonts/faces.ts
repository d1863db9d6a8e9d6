/** One font file to be made: which letters of which package under which family. */
export interface Face {
  family: 'Hudhud Sans' | 'Hudhud Naskh'
  weight: 400 | 700
  /** A file of a @fontsource package. */
  source: string
  /** The characters that it keeps, as ranges of code points. */
  ranges: [first: number, last: number][]
  /** Latin letters beside Arabic ones look too large at the same size. */
  sizeAdjust?: string
  /** Which pages need it. */
  neededBy: 'every-page' | 'latin-text'
}

/** Modern standard Arabic with the Persian and Urdu letters that names bring along. */
const ARABIC: Face['ranges'] = [
  [0x060c, 0x060c],
  [0x061b, 0x061b],
  [0x061f, 0x061f],
  [0x0621, 0x063a],
  [0x0640, 0x0652],
  [0x0660, 0x066d],
  [0x0670, 0x0671],
  [0x067e, 0x067e],
  [0x0686, 0x0686],
  [0x0698, 0x0698],
  [0x06a4, 0x06a4],
  [0x06a9, 0x06a9],
  [0x06af, 0x06af],
  [0x06c1, 0x06c1],
  [0x06cc, 0x06cc],
  [0x06d2, 0x06d2],
  [0x06f0, 0x06f9],
  [0x200c, 0x200d],
]
/** Digits and punctuation: on every page, so apart from the letters. */
const COMMON: Face['ranges'] = [
  [0x0020, 0x0040],
  [0x005b, 0x0060],
  [0x007b, 0x007e],
  [0x00ab, 0x00ab],
  [0x00bb, 0x00bb],
  [0x00b7, 0x00b7],
  [0x2013, 0x2014],
  [0x2026, 0x2026],
  [0x2039, 0x203a],
]
const LATIN: Face['ranges'] = [
  [0x0041, 0x005a],
  [0x0061, 0x007a],
  [0x00c0, 0x00ff],
  [0x2018, 0x201d],
]

const SANS = { family: 'Hudhud Sans', weight: 700 } as const
const NASKH = { family: 'Hudhud Naskh', weight: 400 } as const
const LATIN_SANS = '@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2'
const LATIN_SERIF = '@fontsource/noto-serif/files/noto-serif-latin-400-normal.woff2'

export const FACES: Face[] = [
  {
    ...SANS,
    source: '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2',
    ranges: ARABIC,
    neededBy: 'every-page',
  },
  { ...SANS, source: LATIN_SANS, ranges: COMMON, sizeAdjust: '94%', neededBy: 'every-page' },
  { ...SANS, source: LATIN_SANS, ranges: LATIN, sizeAdjust: '94%', neededBy: 'latin-text' },
  {
    ...NASKH,
    source: '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2',
    ranges: ARABIC,
    neededBy: 'every-page',
  },
  { ...NASKH, source: LATIN_SERIF, ranges: COMMON, sizeAdjust: '88%', neededBy: 'every-page' },
  { ...NASKH, source: LATIN_SERIF, ranges: LATIN, sizeAdjust: '88%', neededBy: 'latin-text' },
]
