export type Place = [from: number, to: number]

const OPENING = /["'“‘([{<—–…]/
const CLOSING = /[.,;:!?"'”’)\]}>—–…]/
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' }
/** What they enclose is Arabic, on the other side of the edge. */
const BRACKET_LAST = /[([{]/
const BRACKET_FIRST = /[)\]}]/
const DASH_FIRST = /^[-–—*•|/&+]+\s/
const DASH_LAST = /\s[-–—*•|/&+]+$/
/** The last point of `U.S.` belongs to it, also at the end of a sentence. */
const ABBREVIATION = /(?:^|[^\p{L}.])(?:\p{L}{1,2}\.){2,}$/u

/** A place without the spaces and the sentence's punctuation at its edges; null if nothing is left. */
export function trimmed(text: string, [start, stop]: Place): Place | null {
  let from = start
  let to = stop
  while (from < to) {
    const inner = text.slice(from, to)
    if (isLastOutside(inner)) to -= 1
    else if (isFirstOutside(inner)) from += 1
    else break
  }
  return /[\p{L}\p{N}]/u.test(text.slice(from, to)) ? [from, to] : null
}

function isLastOutside(text: string): boolean {
  const last = text[text.length - 1] ?? ''
  if (last === '.' && ABBREVIATION.test(text)) return false
  if (/\s/.test(last) || BRACKET_LAST.test(last) || DASH_LAST.test(text)) return true
  const opening = PAIRS[last]
  return (
    CLOSING.test(last) &&
    (opening === undefined || pairLength([...text].reverse(), last, opening) === null)
  )
}

function isFirstOutside(text: string): boolean {
  const first = text[0] ?? ''
  // In `<5` it is no bracket.
  if (/^<\d[^>]*$/.test(text)) return false
  if (/\s/.test(first) || BRACKET_FIRST.test(first) || DASH_FIRST.test(text)) return true
  const closing = Object.keys(PAIRS).find((bracket) => PAIRS[bracket] === first)
  return (
    OPENING.test(first) && (closing === undefined || pairLength([...text], first, closing) === null)
  )
}

/**
 * How many characters the pair of brackets at the edge of a text spans. Such a pair belongs to the
 * text, f(x), unless it spans the whole of it: null, as where there is no second bracket.
 */
function pairLength(text: string[], first: string, second: string): number | null {
  let depth = 0
  const end = text.findIndex((one) => {
    if (one === first) depth += 1
    if (one === second) depth -= 1
    return depth === 0
  })
  return end === -1 || end === text.length - 1 ? null : end + 1
}
