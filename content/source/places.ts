/** A place in a file; lines and columns count from 1. */
export interface Place {
  line: number
  column: number
}

/** The places of the parts of a value in its file. */
export class Places {
  readonly #places = new Map<string, Place>()
  /** The whole file, to find words within a part. */
  readonly #lines: string[]

  constructor(text = '') {
    this.#lines = text.split('\n')
  }

  set(path: string, place: Place): void {
    this.#places.set(path, place)
  }

  /** The place of a path like `body[3].items[0]`, or of the nearest part around it, or of the file. */
  find(path: string): Place {
    for (let near = path; near !== ''; near = parentOf(near)) {
      const place = this.#places.get(near)
      if (place !== undefined) return place
    }
    return this.#places.get('') ?? { line: 1, column: 1 }
  }

  /** The place of words within a part, or of the part when the file spells them differently. */
  findWords(path: string, words: string): Place {
    const place = this.find(path)
    if (words === '') return place
    const end = Math.min(this.#lines.length, place.line + MAX_LINES)
    for (let line = place.line; line <= end; line += 1) {
      const from = line === place.line ? place.column - 1 : 0
      const index = this.#lines[line - 1]?.indexOf(words, from) ?? -1
      if (index >= 0) return { line, column: index + 1 }
    }
    return place
  }
}

/** Parts are rarely longer, and a match far below belongs to another part. */
const MAX_LINES = 20

/** A path of the model with one more step: `body`, `body[3]`, `body[3].text`. */
export function step(path: string, to: string | number): string {
  if (typeof to === 'number') return `${path}[${to}]`
  return path === '' ? to : `${path}.${to}`
}

/** The part of a value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Object(inner)[name] : undefined,
    value,
  )
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.'), path.lastIndexOf('[')))
}
