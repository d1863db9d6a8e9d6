import type { BeforeAndAfter, Entry } from './journal.ts'
import { LOSS_KINDS, type Loss, type LossKind } from './losses.ts'

export interface Report {
  source: string
  target: string
  system: string
  /** In the export, and written without a problem. */
  stories: BeforeAndAfter<number>
  pages: BeforeAndAfter<number>
  /** Each once. Before: with those that were not found; the same picture may have had two addresses. */
  pictures: BeforeAndAfter<number>
  authors: BeforeAndAfter<number>
  links: BeforeAndAfter<number>
  words: BeforeAndAfter<number> & { lost: number }
  losses: KindOfLoss[]
  /** The stories with the most words that are no longer there. */
  differences: { file: string; before: number; after: number; lost: number; missing: string[] }[]
  /** `reason`: why it could not be fetched. */
  missingPictures: { address: string; files: string[]; reason?: string }[]
  problems: { file: string; problem: string }[]
}

export interface KindOfLoss {
  kind: LossKind
  outcome: (typeof LOSS_KINDS)[LossKind][0]
  what: string
  count: number
  /** In how many files. */
  files: number
  examples: { file: string; example: string; count: number }[]
}

const MAX_EXAMPLES = 20
const MAX_DIFFERENCES = 10

/** Gathers the report while the entries pass by: nothing of their texts is stored. */
const EXPORT = '(the export)'

export class Reporter {
  readonly #kinds = new Map<LossKind, KindOfLoss>()
  readonly #pictures = new Set<string>()
  readonly #authors = { before: new Set<string>(), after: new Set<string>() }
  readonly #missing = new Map<string, string[]>()
  readonly #problems: Report['problems'] = []
  #differences: Report['differences'] = []
  readonly #stories = none()
  readonly #pages = none()
  readonly #links = none()
  readonly #words = { ...none(), lost: 0 }

  constructor(wholes: Loss[]) {
    for (const loss of wholes) this.#addLoss(EXPORT, loss)
  }

  add({ file, losses, missing, pictures, words, counts, problem }: Entry): void {
    const kind = file.startsWith('pages/') ? this.#pages : this.#stories
    kind.before += 1
    kind.after += problem === undefined ? 1 : 0
    this.#links.before += counts.links.before
    this.#links.after += counts.links.after
    this.#words.before += words.before
    this.#words.after += words.after
    this.#words.lost += words.lost
    for (const loss of losses) this.#addLoss(file, loss)
    for (const picture of pictures) this.#pictures.add(picture)
    for (const author of counts.authors.before) this.#authors.before.add(author)
    for (const author of counts.authors.after) this.#authors.after.add(author)
    for (const address of missing)
      this.#missing.set(address, [...(this.#missing.get(address) ?? []), file])
    if (problem) this.#problems.push({ file, problem })
    if (words.lost === 0) return
    this.#differences.push({ file, ...words })
    this.#differences = this.#differences
      .sort((one, other) => other.lost - one.lost)
      .slice(0, MAX_DIFFERENCES)
  }

  finish(about: Pick<Report, 'source' | 'target' | 'system'>): Report {
    const found = this.#pictures.size
    const { before, after } = this.#authors
    return {
      ...about,
      stories: this.#stories,
      pages: this.#pages,
      pictures: { before: found + this.#missing.size, after: found },
      authors: { before: before.size, after: after.size },
      links: this.#links,
      words: this.#words,
      losses: [...this.#kinds.values()].sort((one, other) => other.count - one.count),
      differences: this.#differences,
      missingPictures: [...this.#missing].map(([address, files]) => ({ address, files })),
      problems: this.#problems,
    }
  }

  #addLoss(file: string, { kind, count, example }: Loss): void {
    const [outcome, what] = LOSS_KINDS[kind]
    const known = this.#kinds.get(kind) ?? { kind, outcome, what, count: 0, files: 0, examples: [] }
    known.count += count
    known.files += file === EXPORT && known.files > 0 ? 0 : 1
    if (known.examples.length < MAX_EXAMPLES) known.examples.push({ file, example, count })
    this.#kinds.set(kind, known)
  }
}

function none(): BeforeAndAfter<number> {
  return { before: 0, after: 0 }
}
