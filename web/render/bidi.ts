/** A run of text, and whether it needs left-to-right isolation. */
export interface Run {
  text: string
  isIsolated: boolean
}

/**
 * What the bidirectional algorithm tears apart inside Arabic: telephone numbers, signed numbers,
 * sums with a currency sign in front, @handles, names like C++ and C#.
 */
const TORN =
  /\+\d[\d\s()-]{4,}\d|(?<![\p{L}\p{N}])[-−+]\d+(?:[.,]\d+)?%?|[$€£]\s?\d+(?:[.,]\d+)*|(?<![\p{L}\p{N}])@\w+|\b[A-Za-z]\w*(?:\+\+|#)|(?<![\p{L}\p{N}])\d+(?:-\d+){2,}(?![\p{L}\p{N}])/gu

/** The runs of a text that is set right to left. */
export function bidiRuns(text: string): Run[] {
  const runs: Run[] = []
  let end = 0
  for (const match of text.matchAll(TORN)) {
    if (match.index > end) runs.push({ text: text.slice(end, match.index), isIsolated: false })
    runs.push({ text: match[0], isIsolated: true })
    end = match.index + match[0].length
  }
  if (end < text.length) runs.push({ text: text.slice(end), isIsolated: false })
  return runs
}

/** Isolation where there is no markup, such as titles and share texts: U+2068 … U+2069. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
