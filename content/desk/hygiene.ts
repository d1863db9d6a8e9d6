/** One habit of typing that garbles Arabic text, hides it from search, or looks careless. */
interface Rule {
  pattern: RegExp
  severity: 'error' | 'warning'
  /** @param found what was matched */
  advice(found: string): string
}

export interface Blemish {
  severity: Rule['severity']
  message: string
}

// The characters are written as escapes: some are invisible, others look like their neighbours.
const ARABIC = '[\\u0620-\\u064A\\u066E-\\u06D3]'
const LOOK_ALIKES: Record<string, string> = {
  '\u06CC': 'ي or ى',
  '\u06D0': 'ي',
  '\u06A9': 'ك',
  '\u06AA': 'ك',
  '\u06BE': 'ه',
  '\u06C1': 'ه',
  '\u06D5': 'ه or ة',
  '\u06C3': 'ة',
  '\u0671': 'ا',
}

const EVERYWHERE: Rule[] = [
  {
    pattern: /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/,
    severity: 'warning',
    advice: (found) =>
      `holds a direction mark (${code(found)}); delete it, the page sets directions`,
  },
  {
    pattern: /[\u200B\u2060\uFEFF\u00AD]/,
    severity: 'warning',
    advice: (found) => `holds an invisible character (${code(found)}); delete it`,
  },
  {
    pattern: /\S {2,}\S/,
    severity: 'warning',
    advice: (found) => `holds two spaces in a row (${quoted(found)}); leave one`,
  },
]

const IN_ARABIC: Rule[] = [
  {
    // All but the signs that are characters of their own: ﷲ ﷺ ﷻ ﷼ and the ornate brackets.
    pattern: /[\uFB50-\uFD3D\uFD50-\uFDF1\uFDF3-\uFDF9\uFE70-\uFEFC]+/,
    severity: 'error',
    advice: (found) =>
      `holds letters in presentation forms (${quoted(found)}), which no search finds; write ${quoted(found.normalize('NFKC'))}`,
  },
  {
    pattern: /[\u0620-\u06FF]*\u0640+[\u0620-\u06FF]*/,
    severity: 'warning',
    advice: (found) =>
      `holds tatweel (${quoted(found)}); write ${quoted(found.replaceAll('\u0640', ''))}`,
  },
  {
    pattern: new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`),
    severity: 'warning',
    advice: (found) =>
      `holds a letter of another alphabet's keyboard (${found}, ${code(found)}); in Arabic it is ${LOOK_ALIKES[found]}`,
  },
  {
    pattern: new RegExp(`${ARABIC}[A-Za-z]|[A-Za-z]${ARABIC}`),
    severity: 'warning',
    advice: (found) =>
      `joins an Arabic letter to a Latin one (${quoted(found)}); one of them is a slip`,
  },
  {
    pattern: new RegExp(`${ARABIC}\\s*[,;?](?!\\d)`),
    severity: 'warning',
    advice: (found) =>
      `holds a Latin ${found.at(-1)} after Arabic; write ${{ ',': '،', ';': '؛', '?': '؟' }[found.at(-1) ?? ',']}`,
  },
  {
    pattern: new RegExp(`"${ARABIC}[^"]*"`),
    severity: 'warning',
    advice: () => 'holds "…"; in Arabic write «…»',
  },
]

/** What is wrong or careless in a text. @param isArabic whether the words are Arabic */
export function blemishesIn(text: string, isArabic: boolean): Blemish[] {
  return [...EVERYWHERE, ...(isArabic ? IN_ARABIC : [])].flatMap(
    ({ pattern, severity, advice }) => {
      const found = pattern.exec(text)
      return found === null ? [] : [{ severity, message: advice(found[0]) }]
    },
  )
}

function code(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

function quoted(text: string): string {
  return `«${text.length > 40 ? `${text.slice(0, 40)}…` : text}»`
}
