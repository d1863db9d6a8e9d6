import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { parseJson, record } from './json-value.ts'

type Fields = Record<string, unknown>

/** Eleventy's data files: fields that all files of a folder, or one file, have beside their own. */
export class DirectoryData {
  readonly #folder: string
  readonly #known = new Map<string, Promise<Fields>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Of the folders around a file and of the file itself: the nearest counts. */
  async fieldsFor(file: string): Promise<Fields> {
    const folders: string[] = []
    for (let around = dirname(file); around !== '.'; around = dirname(around))
      folders.unshift(around)
    const names = [
      ...folders.flatMap((path) => {
        const name = join(path, basename(path))
        return [`${name}.json`, `${name}.11tydata.json`]
      }),
      `${file.slice(0, -extname(file).length)}.11tydata.json`,
    ]
    const all = await Promise.all(names.map((name) => this.#read(name)))
    return Object.assign({}, ...all)
  }

  #read(file: string): Promise<Fields> {
    const known = this.#known.get(file)
    if (known !== undefined) return known
    const read = readFile(join(this.#folder, file), 'utf8').then(
      // What is no JSON is another tool's file.
      (text) => record(parseJson(text)) ?? {},
      () => ({}),
    )
    this.#known.set(file, read)
    return read
  }
}
