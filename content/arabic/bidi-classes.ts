/**
 * The bidirectional classes that matter for text without right-to-left letters (UAX #9, table 4):
 * letters L, European and Arabic numbers EN and AN, signs beside or between numbers ES, ET and CS,
 * marks NSM, everything else ON.
 */
type BidiClass = 'L' | 'EN' | 'AN' | 'ES' | 'ET' | 'CS' | 'NSM' | 'ON'

const CLASSES: [BidiClass, RegExp][] = [
  ['EN', /[0-9\u06f0-\u06f9²³¹⁰⁴-⁹₀-₉]/u],
  ['AN', /[\u0660-\u0669\u066b\u066c]/u],
  ['ES', /[+\-⁺⁻₊₋−]/u],
  ['ET', /[#%°±‰‱′″‴\u066a\u0609\u060a\p{Sc}]/u],
  ['CS', /[,./:\u00a0\u202f\u2044]/u],
  ['NSM', /\p{M}/u],
  ['L', /[\p{L}\p{Nl}]/u],
]

/**
 * Whether the bidirectional algorithm shows this text, between Arabic words in a right-to-left
 * paragraph, in another order than it is written. The text has no right-to-left letters, so it stays
 * whole if and only if no character of it takes the direction of the paragraph.
 */
export function isTorn(text: string): boolean {
  const classes = resolveNumbers([...text].map(classOf))
  // Rule N1: neutrals between two left-to-right letters belong to them. Numbers do not count.
  let isAfterLetter = false
  let hasNeutral = false
  for (const one of classes) {
    if (one === 'ON') {
      if (!isAfterLetter) return true
      hasNeutral = true
    } else {
      if (hasNeutral && one !== 'L') return true
      isAfterLetter = one === 'L'
      hasNeutral = false
    }
  }
  return hasNeutral
}

function classOf(character: string): BidiClass {
  return CLASSES.find(([, pattern]) => pattern.test(character))?.[0] ?? 'ON'
}

/** Rules W1 to W7 after an Arabic letter: what is left is L, numbers, and ON. */
function resolveNumbers(original: BidiClass[]): BidiClass[] {
  const classes = joinSigns(joinSeparators(afterArabic(original)))
  let hasLetter = false
  return classes.map((one) => {
    hasLetter ||= one === 'L'
    if (one === 'EN' && hasLetter) return 'L'
    return one === 'L' || one === 'EN' || one === 'AN' ? one : 'ON'
  })
}

/** Rules W1 and W2: a mark is like its letter, a number after an Arabic letter is an Arabic number. */
function afterArabic(original: BidiClass[]): BidiClass[] {
  let hasLetter = false
  let before: BidiClass = 'ON'
  return original.map((one) => {
    hasLetter ||= one === 'L'
    if (one === 'EN' && !hasLetter) before = 'AN'
    else if (one !== 'NSM') before = one
    return before
  })
}

/** Rule W4: one separator between two numbers of the same kind is part of the number. */
function joinSeparators(classes: BidiClass[]): BidiClass[] {
  return classes.map((one, at) => {
    const before = classes[at - 1]
    if (before !== classes[at + 1]) return one
    if (before === 'EN' && (one === 'ES' || one === 'CS')) return 'EN'
    return before === 'AN' && one === 'CS' ? 'AN' : one
  })
}

/** Rule W5: signs beside a European number are part of it. */
function joinSigns(classes: BidiClass[]): BidiClass[] {
  const follow = (list: BidiClass[]) => {
    let isNumber = false
    return list.map((one) => {
      isNumber = one === 'EN' || (one === 'ET' && isNumber)
      return isNumber ? 'EN' : one
    })
  }
  return follow(follow(classes).reverse()).reverse()
}
