/** A place in a file; lines and columns count from 1. */
export interface Place {
  line: number
  column: number
}

/** Where the parts of a value stand in the file that it was read from. */
export class Places {
  readonly #places = new Map<string, Place>()

  set(path: string, place: Place): void {
    this.#places.set(path, place)
  }

  /** Where `body[3].items[0]` stands, or the nearest part around it; the file's beginning at last. */
  find(path: string): Place {
    for (let near = path; near !== ''; near = parentOf(near)) {
      const place = this.#places.get(near)
      if (place !== undefined) return place
    }
    return this.#places.get('') ?? { line: 1, column: 1 }
  }
}

/** A path of the model with one more step: `body`, `body[3]`, `body[3].text`. */
export function step(path: string, to: string | number): string {
  if (typeof to === 'number') return `${path}[${to}]`
  return path === '' ? to : `${path}.${to}`
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.'), path.lastIndexOf('[')))
}
