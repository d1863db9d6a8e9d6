import { pageKey } from '../../content/model/key.ts'
import { type Page, parsePage } from '../../content/model/page.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { KvValue } from '../stores/kv.ts'

interface ParsedPage {
  page: Page | null
  problem: Problem | null
}

/** The standing page in the value, or what is wrong with it. */
export function parseStandingPage({ revision, stamp, text }: KvValue, id: string): ParsedPage {
  try {
    return { page: parsePage(text()), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const reasons = error.problems.map(problemText)
    const problem = { key: pageKey(id), revision, stamped: stamp !== null, reasons }
    return { page: null, problem }
  }
}
