import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { isMediaName } from '../model/figure.ts'
import { slugOf } from '../model/id.ts'
import { Refusal } from '../model/refusal.ts'
import { familyOf, isShown, pathOf } from './picture-family.ts'
import type { WholeFiles } from './whole-files.ts'

const MAX_NAME_LENGTH = 80

export type Found = { name: string } | { missing: string } | { unsupported: string }

/** The pictures of the previous site: found in a folder, named by content, and copied. */
export class Pictures {
  readonly #target: string
  readonly #files: WholeFiles
  /** Files by their name without size, in lower case. */
  readonly #families = new Map<string, { path: string; size: number }[]>()
  readonly #known = new Set<string>()
  readonly #names = new Map<string, string>()
  /** By the beginning of their hash, with those of earlier runs: the same picture has one name. */
  readonly #byHash = new Map<string, string>()

  /** @param target the media folder of the new site */
  constructor(target: string, files: WholeFiles) {
    this.#target = target
    this.#files = files
    for (const name of existsSync(target) ? readdirSync(target) : []) {
      const [, hash] = /([0-9a-f]{10})\.[a-z]+$/.exec(name) ?? []
      if (hash) this.#byHash.set(hash, name)
    }
  }

  /** Adds all files of a folder. */
  add(folder: string): void {
    if (!existsSync(folder)) {
      const message = `${folder} does not exist; name a folder with pictures.`
      throw new Refusal([{ path: '', message }])
    }
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue
      const path = join(entry.parentPath, entry.name)
      if (this.#known.has(path)) continue
      this.#known.add(path)
      const family = familyOf(relative(folder, path))
      const files = this.#families.get(family) ?? []
      files.push({ path, size: statSync(path).size })
      this.#families.set(family, files)
    }
  }

  /** The largest original of the picture at an address, copied to the media folder. */
  find(address: string): Found {
    const path = pathOf(address)
    if (!isShown(path))
      return /\.[a-z0-9]{2,5}$/i.test(path) ? { unsupported: address } : { missing: address }
    const file = this.#fileFor(path)
    if (file === null) return { missing: address }
    const known = this.#names.get(file) ?? this.#copy(file)
    this.#names.set(file, known)
    return { name: known }
  }

  #fileFor(path: string): string | null {
    const wanted = path.toLowerCase().split('/')
    const month = monthIn(path)
    // "1.jpg" of another month is another picture.
    const candidates = (this.#families.get(familyOf(path)) ?? []).filter((file) => {
      const own = monthIn(file.path)
      return own === null || month === null || own === month
    })
    const shared = (file: string) => {
      const parts = file.toLowerCase().split('/').slice(0, -1).reverse()
      const own = wanted.slice(0, -1).reverse()
      const different = parts.findIndex((part, index) => part !== own[index])
      return different < 0 ? parts.length : different
    }
    // The nearest folder wins, then the largest file.
    const [best] = candidates.toSorted(
      (one, other) =>
        shared(other.path) - shared(one.path) ||
        other.size - one.size ||
        one.path.localeCompare(other.path),
    )
    return best?.path ?? null
  }

  #copy(file: string): string {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 10)
    const known = this.#byHash.get(hash)
    if (known !== undefined) return known
    const name = nameFor(file, hash)
    this.#files.copy(file, join(this.#target, name))
    this.#byHash.set(hash, name)
    return name
  }
}

/** The month in `uploads/2014/05/photo.jpg`; systems have one folder for each. */
function monthIn(path: string): string | null {
  return (
    /(?:^|[/\\])((?:19|20)\d\d[/\\](?:0[1-9]|1[0-2]))[/\\]/.exec(path)?.[1]?.replace('\\', '/') ??
    null
  )
}

/** By content, so that two runs and two machines give the same name. */
function nameFor(file: string, hash: string): string {
  const ending = extname(file).toLowerCase().replace('.jpeg', '.jpg')
  const words = slugOf(basename(file, extname(file)).replace(/-\d{2,5}x\d{2,5}$/, '')) ?? 'picture'
  const short = [...words].slice(0, MAX_NAME_LENGTH).join('').replace(/-$/, '')
  const name = `${short}-${hash}${ending}`
  return isMediaName(name) ? name : `${hash}${ending}`
}
