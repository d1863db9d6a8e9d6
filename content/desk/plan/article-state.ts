import { instant } from '../../model/moment.ts'
import type { Document } from '../folder/document.ts'
import type { Plan } from './plan.ts'

/** What an editor wants to know of a document at a glance. */
export interface ArticleState {
  state:
    | 'broken'
    | 'draft'
    | 'new'
    | 'changed'
    | 'withdrawn'
    | 'scheduled'
    | 'expired'
    | 'published'
  note?: string
}

interface Around {
  plan: Plan
  /** Files with errors. */
  leftOut: string[]
  now: number
}

/** The state of a document in the folder, compared with KV. */
export function stateOf(document: Document, { plan, leftOut, now }: Around): ArticleState {
  if (document.value === null || leftOut.includes(document.file)) {
    return { state: 'broken', note: 'run "check"' }
  }
  const skipped = plan.skipped.find((known) => known.document === document)
  const change = plan.changes.find((known) => known.document === document)
  const shown = document.kind === 'article' ? shownState(document.value, now) : null
  if (shown?.state === 'draft') return shown
  if (skipped !== undefined) {
    const isWithdrawn = skipped.reason.startsWith('is withdrawn')
    return { state: isWithdrawn ? 'withdrawn' : 'changed', note: skipped.reason }
  }
  if (change !== undefined) {
    const note = shown?.state === 'scheduled' ? shown.note : undefined
    return { state: change.previous === null ? 'new' : 'changed', ...(note && { note }) }
  }
  return shown ?? { state: 'published' }
}

function shownState(
  article: { status?: string; publishedAt: string; expiresAt?: string },
  now: number,
): ArticleState | null {
  const { status, publishedAt, expiresAt } = article
  if (status === 'draft' || status === 'withdrawn') return { state: status }
  if (instant(publishedAt) > now) return { state: 'scheduled', note: `for ${publishedAt}` }
  return expiresAt && instant(expiresAt) <= now
    ? { state: 'expired', note: `since ${expiresAt}` }
    : null
}
