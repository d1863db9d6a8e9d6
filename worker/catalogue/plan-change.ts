import { type Article, parseArticle } from '../../content/model/article.ts'
import { cutText } from '../../content/model/cut-text.ts'
import { isId } from '../../content/model/id.ts'
import { articleKey } from '../../content/model/key.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { KvValue } from '../stores/kv.ts'
import { type Changes, noChanges } from './reconcile.ts'
import { rowOf } from './row.ts'
import { type CataloguedRevision, decide, type Sighting, type Verdict } from './settle.ts'

/** What is known of an id once its value in KV has been read. */
export interface Observation extends Omit<Sighting, 'seen' | 'row'> {
  id: string
  row: (CataloguedRevision & { dirty: 0 | 1 }) | null
  value: KvValue | null
  /** The revision of the value that is known to be invalid, if one is. */
  knownBad: string | null
}

/** An observation with the verdict on it, which is made once. */
export interface Judged extends Observation {
  verdict: Verdict
}

export function judge(observation: Observation): Judged {
  return { ...observation, verdict: decide({ ...observation, seen: observation.value }) }
}

/** Whether the value has to be parsed: that costs time, and may crash a run. */
export function mustParse({ value, knownBad, verdict }: Judged): boolean {
  return verdict === 'apply' && value !== null && value.revision !== knownBad
}

export interface Plan {
  /** The article in KV, where it is to be applied and is valid. */
  article: Article | null
  changes: Changes
}

/** What an observation changes in the catalogue. */
export function planChange(judged: Judged): Plan {
  const { id, row, value, knownBad, by, verdict } = judged
  const changes = noChanges()
  const solve = () => knownBad !== null && changes.solved.push(articleKey(id))
  const check = () => by === 'sync' && changes.checked.push(id)
  switch (verdict) {
    case 'unchanged':
      if (value === null || value.revision === row?.revision) solve()
      check()
      return { article: null, changes }
    case 'wait':
      if (row !== null && row.dirty === 0) changes.wait.push(id)
      return { article: null, changes }
    case 'remove':
      if (row !== null) changes.remove.push({ id, revision: row.revision })
      solve()
      return { article: null, changes }
    case 'apply': {
      const article =
        value !== null && mustParse(judged) ? parseValue(judged, value, changes) : null
      if (article === null) check()
      else solve()
      return { article, changes }
    }
  }
}

/** The article in the value, with its row to put; or null, with the problem to record. */
function parseValue(
  { id, row: previous, now }: Judged,
  value: KvValue,
  changes: Changes,
): Article | null {
  try {
    if (!isId(id)) throw new Refusal([{ path: '', message: notAnId(id) }])
    const article = parseArticle(value.text())
    const row = rowOf(id, article, value, now)
    changes.apply.push({ row, instead: previous?.revision ?? null })
    return article
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    changes.problems.push({
      key: articleKey(id),
      revision: value.revision,
      stamped: value.stamp !== null,
      reasons: error.problems.map(problemText),
    })
    return null
  }
}

/** How much of a bad id is quoted, in characters: the reason needs room for what to do. */
const MAX_QUOTED = 60

function notAnId(name: string): string {
  return `the key ends with ${JSON.stringify(cutText(name, MAX_QUOTED))}, which is not an id; delete it and put the article under 1 to 120 lower-case letters and digits joined by single hyphens, like "article:nile-flood"`
}
