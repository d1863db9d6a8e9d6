import type { Entry } from './journal.ts'
import { LOSS_KINDS, type Loss, type LossKind } from './losses.ts'

export interface Report {
  source: string
  target: string
  system: string
  stories: number
  pages: number
  /** Pictures that were found, each once. */
  pictures: number
  authors: number
  links: number
  words: { before: number; after: number; lost: number }
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

const MOST_EXAMPLES = 20
const MOST_DIFFERENCES = 10

/** Gathers the report while the entries pass by: nothing of their texts is stored. */
export class Reporter {
  readonly #kinds = new Map<LossKind, KindOfLoss>()
  readonly #pictures = new Set<string>()
  readonly #authors = new Set<string>()
  readonly #missing = new Map<string, string[]>()
  readonly #problems: Report['problems'] = []
  #differences: Report['differences'] = []
  readonly #totals = { stories: 0, pages: 0, links: 0, before: 0, after: 0, lost: 0 }

  constructor(wholes: Loss[]) {
    for (const loss of wholes) this.#addLoss('(the export)', loss)
  }

  add({ file, losses, missing, pictures, words, counts, problem }: Entry): void {
    const totals = this.#totals
    if (file.startsWith('pages/')) totals.pages += 1
    else totals.stories += 1
    totals.links += counts.links
    totals.before += words.before
    totals.after += words.after
    totals.lost += words.lost
    for (const loss of losses) this.#addLoss(file, loss)
    for (const picture of pictures) this.#pictures.add(picture)
    for (const author of counts.authors) this.#authors.add(author)
    for (const address of missing)
      this.#missing.set(address, [...(this.#missing.get(address) ?? []), file])
    if (problem) this.#problems.push({ file, problem })
    if (words.lost === 0) return
    this.#differences.push({ file, ...words })
    this.#differences = this.#differences
      .sort((one, other) => other.lost - one.lost)
      .slice(0, MOST_DIFFERENCES)
  }

  finish(about: Pick<Report, 'source' | 'target' | 'system'>): Report {
    const { stories, pages, links, before, after, lost } = this.#totals
    return {
      ...about,
      stories,
      pages,
      pictures: this.#pictures.size,
      authors: this.#authors.size,
      links,
      words: { before, after, lost },
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
    known.files += 1
    if (known.examples.length < MOST_EXAMPLES) known.examples.push({ file, example, count })
    this.#kinds.set(kind, known)
  }
}
