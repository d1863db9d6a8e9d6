import { getArticle } from './article.ts'
import { listArticles } from './articles.ts'
import { getFront } from './front.ts'
import type { Operation } from './operation.ts'
import { searchArticles } from './search.ts'
import { listSections } from './sections.ts'
import { getStatus } from './status.ts'
import { suggest } from './suggest.ts'
import { runSync } from './sync.ts'
import { listTopics } from './topics.ts'
import { listUpdates } from './updates.ts'

/** Every operation of the API, under /api/v1. */
export const OPERATIONS: readonly Operation[] = [
  listArticles,
  getArticle,
  listUpdates,
  getFront,
  listSections,
  listTopics,
  searchArticles,
  suggest,
  getStatus,
  runSync,
]
