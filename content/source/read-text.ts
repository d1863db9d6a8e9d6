import { type Source, unreadable } from './source.ts'

/** The text of a file, and how to write it back. */
export interface FileText {
  /** Every line ends with LF, whatever the file has; without a byte order mark. */
  text: string
  hasMark: boolean
  /** What most lines of the file end with. */
  lineEnd: '\n' | '\r\n' | '\r'
}

const LINE_END = /\r\n|\r|\n/g

/** Line ends are read here and nowhere else. @returns a source with the problem where it is no text */
export function readText(bytes: Uint8Array): FileText | Source {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return unreadable('is UTF-16 text; save it as UTF-8')
  }
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const hasMark = decoded.startsWith('\uFEFF')
    const text = decoded.slice(hasMark ? 1 : 0)
    return { text: withLineEnd(text, '\n'), hasMark, lineEnd: lineEndOf(text) }
  } catch {
    return unreadable('is not UTF-8 text; save it as UTF-8')
  }
}

/** The text as the file has it. */
export function writeText({ text, hasMark, lineEnd }: FileText): string {
  return (hasMark ? '\uFEFF' : '') + withLineEnd(text, lineEnd)
}

function withLineEnd(text: string, lineEnd: string): string {
  return text.replace(LINE_END, lineEnd)
}

function lineEndOf(text: string): FileText['lineEnd'] {
  const counts = Map.groupBy(text.match(LINE_END) ?? [], (end) => end)
  const [most] = [...counts].sort(([, one], [, other]) => other.length - one.length)
  return (most?.[0] ?? '\n') as FileText['lineEnd']
}
