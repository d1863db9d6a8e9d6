/** A typing habit that garbles Arabic text, hides it from search, or looks careless. */
interface Rule {
  pattern: RegExp
  severity: 'error' | 'warning'
  /** @param found what was matched */
  advice(found: string): string
}

export interface LintMessage {
  severity: Rule['severity']
  message: string
  /** The matched text. */
  found: string
}

// The characters are written as escapes: some are invisible, others look like their neighbours.
const ARABIC = '[\\u0620-\\u065F\\u066E-\\u06D3]'
/** What may be between a word and the mark after it. */
const CLOSING = '[\\u06D6-\\u06ED)\\]}\\u00BB\\u203A\\u201D"\'%\\u066A]'
const MARKS: Record<string, string> = { ',': '،', ';': '؛', '?': '؟' }
const LOOK_ALIKES: Record<string, string> = {
  '\u06CC': 'ي or ى',
  '\u06CD': 'ي',
  '\u06D0': 'ي',
  '\u06D2': 'ي',
  '\u06D3': 'ئ',
  '\u06A9': 'ك',
  '\u06AA': 'ك',
  '\u06BA': 'ن',
  '\u06BE': 'ه',
  '\u06C0': 'ه or ة',
  '\u06C1': 'ه',
  '\u06C2': 'ه',
  '\u06D5': 'ه or ة',
  '\u06C3': 'ة',
  '\u0671': 'ا',
  '\u06D4': '.',
}
const PERSIAN_ZERO = 0x06f0
const ARABIC_ZERO = 0x0660

const EVERYWHERE: Rule[] = [
  {
    pattern: /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu,
    severity: 'warning',
    advice: (found) =>
      `contains a direction mark (${code(found)}); delete it, the page sets the direction`,
  },
  {
    pattern: /[\u200B\u2060\uFEFF\u00AD]/gu,
    severity: 'warning',
    advice: (found) => `contains an invisible character (${code(found)}); delete it`,
  },
  {
    pattern: /\S[ \u00A0]{2,}\S/gu,
    severity: 'warning',
    advice: (found) => `contains two spaces in a row (${quoted(found)}); leave one`,
  },
]

const IN_ARABIC: Rule[] = [
  {
    // All but the signs that are characters of their own: ﷲ ﷺ ﷻ ﷼ and the ornate brackets.
    pattern: /[\uFB50-\uFD3D\uFD50-\uFDF1\uFDF3-\uFDF9\uFE70-\uFEFC]+/gu,
    severity: 'error',
    advice: (found) =>
      `contains letters in presentation forms (${quoted(found)}), which no search finds; write ${quoted(found.normalize('NFKC'))}`,
  },
  {
    pattern: /[\u0620-\u06FF]*\u0640+[\u0620-\u06FF]*/gu,
    severity: 'warning',
    advice: (found) =>
      `contains tatweel (${quoted(found)}); write ${quoted(found.replaceAll('\u0640', ''))}`,
  },
  {
    pattern: new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'gu'),
    severity: 'warning',
    advice: (found) =>
      `contains a letter that is not Arabic (${found}, ${code(found)}); in Arabic it is ${LOOK_ALIKES[found]}`,
  },
  {
    pattern: /[\u06F0-\u06F9]+/gu,
    severity: 'warning',
    advice: (found) =>
      `contains Persian digits (${found}); write ${found.replace(/./gu, (digit) => String.fromCodePoint(codeOf(digit) - PERSIAN_ZERO + ARABIC_ZERO))}`,
  },
  {
    pattern: new RegExp(`${ARABIC}[A-Za-z]|[A-Za-z]${ARABIC}`, 'gu'),
    severity: 'warning',
    advice: (found) =>
      `joins an Arabic letter to a Latin one (${quoted(found)}); one of them is a typing error`,
  },
  {
    // The ; of an HTML entity is reported with the entity.
    pattern: new RegExp(
      `${ARABIC}${CLOSING}*\\s*[,;?](?!\\d)|(?<!&#?\\w{1,8})[,;?](?=\\s*${ARABIC})`,
      'gu',
    ),
    severity: 'warning',
    advice: (found) =>
      `contains a Latin ${found.at(-1)} in Arabic text; write ${MARKS[found.slice(-1)]}`,
  },
  {
    pattern: new RegExp(`"${ARABIC}[^"]*"`, 'gu'),
    severity: 'warning',
    advice: () => 'contains "…"; in Arabic write «…»',
  },
]

const ALL = [...EVERYWHERE, ...IN_ARABIC]

/**
 * Errors and warnings for a text, each message once with its count: a text that was typed on a Persian
 * keyboard has hundreds of the same letter. @param isArabic whether to apply the rules for Arabic
 */
export function lintText(text: string, isArabic: boolean): LintMessage[] {
  return (isArabic ? ALL : EVERYWHERE).flatMap(({ pattern, severity, advice }) => {
    const all = text.match(pattern) ?? []
    if (all.length === 0) return []
    const alike = Map.groupBy(all, (found) => advice(found))
    return [...alike].map(([message, [found = '', ...more]]) => ({
      severity,
      message: more.length > 0 ? `${message} (${more.length + 1} times)` : message,
      found,
    }))
  })
}

function code(character: string): string {
  return `U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}`
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

function quoted(text: string): string {
  return `«${text.length > 40 ? `${text.slice(0, 40)}…` : text}»`
}
