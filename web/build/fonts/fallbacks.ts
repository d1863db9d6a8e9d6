/**
 * A device's own font, stretched to take the place of ours: same width of text, same height of line.
 * So a page reads the same before our fonts have come and after.
 *
 * `width` was measured in Chromium 153 on the headlines and paragraphs of the sample newspaper, set
 * in our font and in this one (single lines differ by 2 % of standard deviation). It is for Arabic
 * letters; what packages publish for Latin ones is far off.
 */
interface Fallback {
  family: 'Hudhud Sans Fallback' | 'Hudhud Naskh Fallback'
  weight: 400 | 700
  /** The names that devices know the font by. The first one found is taken. */
  names: string[]
  /** Its size beside ours, in per cent. */
  width: number
}

/** Of our Arabic fonts, in ems: from the tables of the fonts themselves. */
const HEIGHTS = {
  'Hudhud Sans Fallback': { ascent: 1.374, descent: 0.738 },
  'Hudhud Naskh Fallback': { ascent: 1.069, descent: 0.634 },
}

const FALLBACKS: Fallback[] = [
  // Linux.
  { family: 'Hudhud Sans Fallback', weight: 400, names: ['DejaVu Sans', 'DejaVuSans'], width: 84 },
  sans(['DejaVu Sans Bold', 'DejaVuSans-Bold'], 86.6),
  naskh(['DejaVu Sans', 'DejaVuSans'], 84),
  // Android. A later rule goes before an earlier one where both fonts are found.
  sans(['Noto Naskh Arabic Bold', 'NotoNaskhArabic-Bold'], 118),
  naskh(['Noto Naskh Arabic', 'Noto Naskh Arabic Regular', 'NotoNaskhArabic-Regular'], 100),
]

export const FALLBACK_RULES = FALLBACKS.map(ruleOf).join('')

function sans(names: string[], width: number): Fallback {
  return { family: 'Hudhud Sans Fallback', weight: 700, names, width }
}

function naskh(names: string[], width: number): Fallback {
  return { family: 'Hudhud Naskh Fallback', weight: 400, names, width }
}

function ruleOf({ family, weight, names, width }: Fallback): string {
  const { ascent, descent } = HEIGHTS[family]
  // The overrides are shares of the stretched size.
  const share = (height: number) => `${((height / width) * 10_000).toFixed(1).replace('.0', '')}%`
  return [
    `@font-face{font-family:"${family}";font-weight:${weight}`,
    `src:${names.map((name) => `local("${name}")`).join(',')}`,
    ...(width === 100 ? [] : [`size-adjust:${width}%`]),
    `ascent-override:${share(ascent)}`,
    `descent-override:${share(descent)}`,
    'line-gap-override:0%}',
  ].join(';')
}
