import { type Article, parseArticle } from '../../content/model/article.ts'
import { isId } from '../../content/model/id.ts'
import { articleKey } from '../../content/model/key.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { KvValue } from '../stores/kv.ts'
import { type Changes, noChanges } from './reconcile.ts'
import { rowOf } from './row.ts'
import { decide, type Held, type Sight, type Verdict } from './settle.ts'

/** What is known of an id when its value has been read. */
export interface Look extends Omit<Sight, 'seen' | 'held'> {
  id: string
  held: (Held & { dirty: 0 | 1 }) | null
  stored: KvValue | null
  /** The revision of the value that is known to be wrong, if one is. */
  knownBad: string | null
}

export interface Finding {
  verdict: Verdict
  /** The article in KV, where it is to be taken and is right. */
  article: Article | null
  changes: Changes
}

/** Whether the look leads to a value's being parsed: what costs time, and may end a run. */
export function mustParse(look: Look): boolean {
  const { stored, knownBad } = look
  if (stored === null || stored.revision === knownBad) return false
  return decide({ ...look, seen: stored }) === 'apply'
}

/** What one look at KV means for the catalogue; and the article, if it is to be shown. */
export function examine(look: Look): Finding {
  const verdict = decide({ ...look, seen: look.stored })
  const changes = noChanges()
  const { id, held, stored, knownBad, by } = look
  const solve = () => knownBad !== null && changes.solved.push(articleKey(id))
  const check = () => by === 'sync' && changes.checked.push(id)
  switch (verdict) {
    case 'keep':
      if (stored === null || stored.revision === held?.revision) solve()
      check()
      return { verdict, article: null, changes }
    case 'wait':
      if (held !== null && held.dirty === 0) changes.wait.push(id)
      return { verdict, article: null, changes }
    case 'remove':
      if (held !== null) changes.remove.push({ id, revision: held.revision })
      solve()
      return { verdict, article: null, changes }
    case 'apply': {
      if (stored === null || stored.revision === knownBad) {
        check()
        return { verdict, article: null, changes }
      }
      const article = take(look, stored, changes)
      if (article === null) check()
      else solve()
      return { verdict, article, changes }
    }
  }
}

/** The article in the value, noted to be listed; or null, and what is wrong with it noted. */
function take({ id, held, now }: Look, stored: KvValue, changes: Changes): Article | null {
  try {
    if (!isId(id)) throw new Refusal([{ path: '', message: notAnId(id) }])
    const article = parseArticle(stored.text())
    const row = rowOf(id, article, stored, now)
    changes.apply.push({ row, instead: held?.revision ?? null })
    return article
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    changes.problems.push({
      key: articleKey(id),
      revision: stored.revision,
      stamped: stored.stamp !== null,
      reasons: error.problems.map(problemText),
    })
    return null
  }
}

function notAnId(name: string): string {
  return `the key ends with ${JSON.stringify(name)}, which is no id; delete it and put the article under 1 to 120 lower-case letters and digits joined by single hyphens, like "article:nile-flood"`
}
