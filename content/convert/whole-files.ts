import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes a file whole or not at all: a run that is killed leaves no half of one. */
export class WholeFiles {
  readonly #draft: string

  /** @param records a folder on the same disk, for the file that is being written */
  constructor(records: string) {
    mkdirSync(records, { recursive: true })
    this.#draft = join(records, 'unfinished')
  }

  write(file: string, content: string | Uint8Array): void {
    writeFileSync(this.#draft, content)
    this.#place(file)
  }

  copy(from: string, file: string): void {
    copyFileSync(from, this.#draft)
    this.#place(file)
  }

  #place(file: string): void {
    mkdirSync(dirname(file), { recursive: true })
    renameSync(this.#draft, file)
  }
}
