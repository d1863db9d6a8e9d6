/** The keys of the Arabic (101) keyboard by the letter that a Latin keyboard has there. */
const ARABIC_BY_LATIN: Record<string, string> = {
  ...{ q: 'ض', w: 'ص', e: 'ث', r: 'ق', t: 'ف', y: 'غ', u: 'ع', i: 'ه', o: 'خ', p: 'ح' },
  ...{ '[': 'ج', ']': 'د', a: 'ش', s: 'س', d: 'ي', f: 'ب', g: 'ل', h: 'ا', j: 'ت', k: 'ن' },
  ...{ l: 'م', ';': 'ك', "'": 'ط', z: 'ئ', x: 'ء', c: 'ؤ', v: 'ر', b: 'لا', n: 'ى', m: 'ة' },
  ...{ ',': 'و', '.': 'ز', '/': 'ظ', '`': 'ذ' },
  ...{ H: 'أ', Y: 'إ', N: 'آ', G: 'لأ', T: 'لإ', B: 'لآ', D: ']', F: '[' },
}

const LATIN_BY_ARABIC = new Map(
  Object.entries(ARABIC_BY_LATIN).map(([latin, arabic]) => [arabic, latin]),
)

/**
 * What the same keys give on the other keyboard: السعر for `hgsuv`, `apple` for شححمث. Null where
 * the text is not of one script, so that nobody meant the other keyboard.
 */
export function otherLayout(text: string): string | null {
  const typed = text.trim()
  if (/[a-z]/i.test(typed) && !/\p{Script=Arabic}/u.test(typed)) {
    return [...typed].map((key) => ARABIC_BY_LATIN[key] ?? lower(key)).join('')
  }
  if (/\p{Script=Arabic}/u.test(typed) && !/[a-z]/i.test(typed)) {
    return typed.replace(/ل[اأإآ]|./gsu, (letters) => LATIN_BY_ARABIC.get(letters) ?? letters)
  }
  return null
}

/**
 * What may have been meant where some words, or all, were typed on the other keyboard: all of them, those in
 * Latin letters alone, those in Arabic letters alone.
 */
export function otherLayouts(text: string): string[] {
  const whole = otherLayout(text)
  if (whole !== null) return [whole]
  return [/[a-z]/i, /\p{Script=Arabic}/u]
    .map((script) =>
      text.replace(/\S+/gu, (word) => (script.test(word) ? (otherLayout(word) ?? word) : word)),
    )
    .filter((typed) => typed !== text)
}

function lower(key: string): string {
  return ARABIC_BY_LATIN[key.toLowerCase()] ?? key
}
