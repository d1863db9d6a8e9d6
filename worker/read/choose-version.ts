import { type Article, parseArticle } from '../../content/model/article.ts'
import { Refusal } from '../../content/model/refusal.ts'
import type { Judged } from '../catalogue/plan-change.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'
import { isSettled } from '../catalogue/settle.ts'
import { storedArticle } from '../catalogue/stored.ts'
import type { KvValue } from '../stores/kv.ts'

export interface Version {
  article: Article
  revision: string
}

/**
 * The version to show: the one in KV, unless the catalogue has a later one, or the last good one of a
 * value that is invalid now. Null where there is none.
 * @param judged what KV was seen to hold, with the article in it where it is to be applied; null where
 * KV did not answer
 */
export function chooseVersion(
  facts: ArticleFacts,
  judged: (Judged & { article: Article | null }) | null,
): Version | null {
  const catalogued = versionInRow(facts)
  if (judged === null) return catalogued
  const { verdict, row, value, now, settleMs } = judged
  if (verdict === 'apply' && judged.article && value) {
    return { article: judged.article, revision: value.revision }
  }
  const isGone = value === null && row !== null && isSettled(row.changedAt, now, settleMs)
  if (isGone) return null
  // What is wrong in the catalogue never hides a good value in KV.
  return catalogued ?? versionInKv(value)
}

function versionInRow({ revision, article: text }: ArticleFacts): Version | null {
  if (revision === null || text === null) return null
  const article = storedArticle(text)
  return article && { article, revision }
}

/** Whether there is a row, and its article does not parse. */
export function isDamaged(facts: ArticleFacts): boolean {
  return facts.revision !== null && versionInRow(facts) === null
}

/** The version to show while the catalogue does not answer. */
export function versionInKv(value: KvValue | null | undefined): Version | null {
  if (!value) return null
  try {
    return { article: parseArticle(value.text()), revision: value.revision }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
