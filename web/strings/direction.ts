/** https://www.unicode.org/iso15924: the scripts in use that are written from right to left. */
const RIGHT_TO_LEFT = new Set(
  'Adlm Arab Aran Garm Hebr Mand Mend Nkoo Rohg Samr Syrc Syre Syrj Syrn Thaa Yezi'.split(' '),
)

const known = new Map<string, 'rtl' | 'ltr'>()
const MAX_KNOWN = 500

/** The direction in which a language is written: that of its script, also where the tag names none. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  const before = known.get(language)
  if (before !== undefined) return before
  const direction = RIGHT_TO_LEFT.has(scriptOf(language)) ? 'rtl' : 'ltr'
  if (known.size < MAX_KNOWN) known.set(language, direction)
  return direction
}

function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? ''
  } catch {
    return '' // Not a language tag.
  }
}
