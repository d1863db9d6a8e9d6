import type { FONT_LETTERS } from '../../render/letters.ts'

/** One font file to make: which characters of which package, under which family. */
export interface Face {
  family: 'Hudhud Sans' | 'Hudhud Naskh'
  weight: 400 | 700
  /** A file of a @fontsource package. */
  source: string
  letters: keyof typeof FONT_LETTERS
  /** Latin letters beside Arabic ones look too large at the same size. */
  sizeAdjust?: number
  /** The text whose pages preload it. A font that is not preloaded is first used on the reader's next page. */
  neededBy?: 'every-text' | 'sans-text'
}

/** Headlines; body text; body text for readers who chose a sans-serif face. */
export const FACES: Face[] = [
  ...sans(700, 'every-text', 'every-text'),
  ...facesOf(
    { family: 'Hudhud Naskh', weight: 400 },
    { arabic: 'noto-naskh-arabic', latin: 'noto-serif', sizeAdjust: 88 },
    'every-text',
    'every-text',
  ),
  ...sans(400, 'sans-text'),
]

function sans(
  weight: Face['weight'],
  arabicText: Face['neededBy'],
  latinText?: Face['neededBy'],
): Face[] {
  const source = { arabic: 'noto-sans-arabic', latin: 'noto-sans', sizeAdjust: 94 }
  return facesOf({ family: 'Hudhud Sans', weight }, source, arabicText, latinText)
}

/**
 * @param arabicText the text that needs its Arabic letters and its signs
 * @param latinText the same for its Latin letters
 */
function facesOf(
  style: Pick<Face, 'family' | 'weight'>,
  { arabic, latin, sizeAdjust }: { arabic: string; latin: string; sizeAdjust: number },
  arabicText: Face['neededBy'],
  latinText?: Face['neededBy'],
): Face[] {
  const file = (name: string, script: string) =>
    `@fontsource/${name}/files/${name}-${script}-${style.weight}-normal.woff2`
  const ofLatin = { ...style, source: file(latin, 'latin'), sizeAdjust }
  const ofArabic = { ...style, source: file(arabic, 'arabic'), neededBy: arabicText }
  return [
    {
      ...ofLatin,
      source: file(latin, 'latin-ext'),
      letters: 'moreLatin',
      neededBy: latinText,
    },
    { ...ofLatin, letters: 'latin', neededBy: latinText },
    { ...ofLatin, letters: 'signs', neededBy: arabicText },
    { ...ofArabic, letters: 'arabic' },
    { ...ofArabic, letters: 'extendedArabic' },
  ]
}
