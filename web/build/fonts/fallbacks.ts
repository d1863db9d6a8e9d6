/**
 * A font of the device, scaled to replace a web font: the same width of text, the same line height. So
 * nothing moves between the fallback and the web font.
 *
 * `width` was measured in Chromium 153 on the headlines and paragraphs of the sample newspaper, in the
 * web font and in this one (standard deviation of single lines: 2 %). It holds for Arabic letters; the
 * values that packages publish are for Latin letters and far off.
 */
interface Fallback {
  family: 'Hudhud Sans Fallback' | 'Hudhud Naskh Fallback'
  weight: 400 | 700
  /** The names of the font on devices. The first one found is used. */
  names: string[]
  /** Its size relative to the web font, in per cent. */
  width: number
  isArabicOnly?: true
}

/** Of the Arabic web fonts, in ems: from the fonts' own tables. */
const HEIGHTS = {
  'Hudhud Sans Fallback': { ascent: 1.374, descent: 0.738 },
  'Hudhud Naskh Fallback': { ascent: 1.069, descent: 0.634 },
}

const FALLBACKS: Fallback[] = [
  // Linux.
  { family: 'Hudhud Sans Fallback', weight: 400, names: ['DejaVu Sans', 'DejaVuSans'], width: 84 },
  sans(['DejaVu Sans Bold', 'DejaVuSans-Bold'], 86.6),
  naskh(['DejaVu Sans', 'DejaVuSans'], 84),
  headline(['DejaVu Sans Bold', 'DejaVuSans-Bold'], 73.8),
  // Android. If both fonts are found, the later rule is used.
  sans(['Noto Naskh Arabic Bold', 'NotoNaskhArabic-Bold'], 118),
  naskh(['Noto Naskh Arabic', 'Noto Naskh Arabic Regular', 'NotoNaskhArabic-Regular'], 100),
  headline(['Noto Naskh Arabic Bold', 'NotoNaskhArabic-Bold'], 100),
]

export const FALLBACK_RULES = FALLBACKS.map(ruleOf).join('')

function sans(names: string[], width: number): Fallback {
  return { family: 'Hudhud Sans Fallback', weight: 700, names, width }
}

function naskh(names: string[], width: number): Fallback {
  return { family: 'Hudhud Naskh Fallback', weight: 400, names, width }
}

/** For Arabic letters only: digits and Latin letters come from the sans-serif face, which follows. */
function headline(names: string[], width: number): Fallback {
  return { family: 'Hudhud Naskh Fallback', weight: 700, names, width, isArabicOnly: true }
}

function ruleOf({ family, weight, names, width, isArabicOnly }: Fallback): string {
  const { ascent, descent } = HEIGHTS[family]
  // The overrides are relative to the adjusted size.
  const share = (height: number) => `${((height / width) * 10_000).toFixed(1).replace('.0', '')}%`
  return [
    `@font-face{font-family:"${family}";font-weight:${weight}`,
    `src:${names.map((name) => `local("${name}")`).join(',')}`,
    ...(width === 100 ? [] : [`size-adjust:${width}%`]),
    `ascent-override:${share(ascent)}`,
    `descent-override:${share(descent)}`,
    ...(isArabicOnly ? ['unicode-range:U+20,U+600-8ff,U+fb50-feff,U+10ec0-10eff'] : []),
    'line-gap-override:0%}',
  ].join(';')
}
