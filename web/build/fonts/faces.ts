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
  /** Replaces its fallback whenever it arrives, so that a first visit has it too. */
  isSwapped?: true
}

/**
 * Headlines that speak, first among the preloads; body text; what serves: menus, kickers, small
 * headlines; body text for readers who chose a sans-serif face. The headlines' digits and Latin letters
 * are those of the bold sans-serif, and on pages with extended letters so are all of theirs (see
 * styles/fonts.css): a file less on every page.
 */
export const FACES: Face[] = [
  {
    family: 'Hudhud Naskh',
    weight: 700,
    source: '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2',
    letters: 'arabic',
    neededBy: 'every-text',
    isSwapped: true,
  },
  ...facesOf(
    { family: 'Hudhud Naskh', weight: 400 },
    { arabic: 'noto-naskh-arabic', latin: 'noto-serif', sizeAdjust: 88 },
    'every-text',
    'every-text',
  ),
  ...sans(700, 'every-text', 'every-text'),
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
