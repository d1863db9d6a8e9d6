/** One font file to make: which characters of which package, under which family. */
export interface Face {
  family: 'Hudhud Sans' | 'Hudhud Naskh'
  weight: 400 | 700
  /** A file of a @fontsource package. */
  source: string
  letters: Letters
  /** Latin letters beside Arabic ones look too large at the same size. */
  sizeAdjust?: number
  /** The pages that preload it. A font that is not preloaded is first used on the reader's next page. */
  neededBy?: 'every-page' | 'latin-text' | 'sans-text'
}

interface Letters {
  /** The code points that the file contains. */
  held: [first: number, last: number][]
  /**
   * The code points for which a browser uses the file, in CSS. Wider than what it contains, because
   * these lines are part of every page: the browser falls back for what it does not find.
   */
  claimed: string
}

/**
 * Modern standard Arabic, the letters that the Maghreb, Persian and Urdu add to it in names, and the
 * brackets of the Quran. The space is here, not with the Latin signs: the font that contains the
 * space sets the height of a line, and every Arabic line has spaces.
 */
const ARABIC: Letters = {
  held: [
    [0x0020, 0x0020],
    [0x00a0, 0x00a0],
    [0x060c, 0x060c],
    [0x061b, 0x061b],
    [0x061f, 0x061f],
    [0x0621, 0x063a],
    [0x0640, 0x0655],
    [0x0660, 0x066d],
    [0x0670, 0x0671],
    [0x0679, 0x0679],
    [0x067e, 0x067e],
    [0x0686, 0x0686],
    [0x0688, 0x0688],
    [0x0691, 0x0691],
    [0x0698, 0x0698],
    [0x06a4, 0x06a4],
    [0x06a8, 0x06a9],
    [0x06ad, 0x06ad],
    [0x06af, 0x06af],
    [0x06ba, 0x06ba],
    [0x06be, 0x06be],
    [0x06c0, 0x06c3],
    [0x06cc, 0x06cc],
    [0x06d2, 0x06d4],
    [0x06f0, 0x06f9],
    [0x200c, 0x200d],
    [0xfd3e, 0xfd3f],
  ],
  claimed: 'U+20,U+a0,U+600-6ff,U+200c-200d,U+fd3e-fd3f',
}

/** Digits, punctuation, currency and units: on every page, so in a file of their own. */
const SIGNS: Letters = {
  held: [
    [0x0021, 0x0040],
    [0x005b, 0x0060],
    [0x007b, 0x007e],
    [0x00a3, 0x00a3],
    [0x00ab, 0x00ab],
    [0x00b0, 0x00b1],
    [0x00b7, 0x00b7],
    [0x00bb, 0x00bb],
    [0x00d7, 0x00d7],
    [0x00f7, 0x00f7],
    [0x2013, 0x2014],
    [0x2018, 0x2019],
    [0x201c, 0x201d],
    [0x2022, 0x2022],
    [0x2026, 0x2026],
    [0x2039, 0x203a],
    [0x20ac, 0x20ac],
    [0x2212, 0x2212],
  ],
  claimed: 'U+21-40,U+5b-60,U+7b-7e,U+a1-bf,U+d7,U+f7,U+2010-203f,U+20ac,U+2212',
}

const LATIN: Letters = {
  held: [
    [0x0041, 0x005a],
    [0x0061, 0x007a],
    [0x00c0, 0x00d6],
    [0x00d8, 0x00f6],
    [0x00f8, 0x00ff],
    [0x0131, 0x0131],
    [0x0152, 0x0153],
  ],
  claimed: 'U+41-5a,U+61-7a,U+c0-ff,U+131,U+152-153',
}

/** Names from Turkey to Poland, and the transliteration of Arabic: ʿ ā ḥ. */
const MORE_LATIN: Letters = {
  held: [
    [0x0100, 0x0130],
    [0x0132, 0x0151],
    [0x0154, 0x017f],
    [0x0218, 0x021b],
    [0x02be, 0x02bf],
    [0x1e0c, 0x1e0d],
    [0x1e24, 0x1e25],
    [0x1e62, 0x1e63],
    [0x1e6c, 0x1e6d],
    [0x1e92, 0x1e93],
  ],
  claimed: 'U+100-2bf,U+1e00-1eff',
}

/** Headlines; body text; body text for readers who chose a sans-serif face. */
export const FACES: Face[] = [
  ...sans(700, { arabic: 'every-page', latin: 'latin-text' }),
  ...facesOf({ family: 'Hudhud Naskh', weight: 400 }, 'noto-naskh-arabic', 'noto-serif', 88, {
    arabic: 'every-page',
    latin: 'latin-text',
  }),
  ...sans(400, { arabic: 'sans-text' }),
]

interface Needed {
  /** Which pages need its Arabic letters and its signs. */
  arabic: Face['neededBy']
  latin?: Face['neededBy']
}

function sans(weight: Face['weight'], needed: Needed): Face[] {
  return facesOf({ family: 'Hudhud Sans', weight }, 'noto-sans-arabic', 'noto-sans', 94, needed)
}

/** In CSS, if two faces claim a character, the later one is used. */
function facesOf(
  style: Pick<Face, 'family' | 'weight'>,
  arabic: string,
  latin: string,
  sizeAdjust: number,
  needed: Needed,
): Face[] {
  const file = (name: string, script: string) =>
    `@fontsource/${name}/files/${name}-${script}-${style.weight}-normal.woff2`
  const source = file(latin, 'latin')
  return [
    { ...style, source: file(latin, 'latin-ext'), letters: MORE_LATIN, sizeAdjust },
    { ...style, source, letters: LATIN, sizeAdjust, neededBy: needed.latin },
    { ...style, source, letters: SIGNS, sizeAdjust, neededBy: needed.arabic },
    { ...style, source: file(arabic, 'arabic'), letters: ARABIC, neededBy: needed.arabic },
  ]
}
