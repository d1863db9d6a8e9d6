import type { Article } from '../../content/model/article.ts'
import type { Summary } from '../../content/model/summary.ts'
import type { LiveFacts } from '../catalogue/live-row.ts'
import type { GoneOrMissing } from './absence.ts'
import type { LoadedSite } from './site.ts'

export interface FoundArticle extends Common {
  kind: 'found'
  article: Article
  revision: string
  related: Summary[]
  next: Summary | null
  /** The catalogue did not answer: neighbours are missing. */
  isPartial: boolean
  /** What the catalogue has of its updates, where it is a live story; undefined where it did not answer. */
  liveFacts: LiveFacts | undefined
}

interface AbsentArticle {
  /** What the page of an address without an article leads to. */
  newest: Summary[]
}

interface Common {
  site: LoadedSite
  /** When this answer changes by itself, in milliseconds since 1970; null when never. */
  nextChange: number | null
  /** The cache tags of an answer that shows it. */
  tags: string[]
}

export type LoadedArticle =
  | FoundArticle
  | ({ kind: 'moved'; to: string } & Common)
  | (GoneOrMissing & AbsentArticle & Common)
