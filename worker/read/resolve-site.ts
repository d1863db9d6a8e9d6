import { remembered } from '../../content/arabic/remembered.ts'
import { SITE_KEY } from '../../content/model/key.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import { defaultSite, parseSite, type Site } from '../../content/model/site.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { KvValue } from '../stores/kv.ts'

/** One object for one text: answers are remembered by it. */
const parsed = remembered(parseSite, { most: 10, longest: 200_000 })

export interface ResolvedSite {
  site: Site
  /** There is no valid site, now or earlier. */
  isDefault: boolean
  /** Null where the value in KV is valid. */
  problem: Problem | null
}

/**
 * The site in KV. Where it is missing or invalid, the last valid one; where there is none, the defaults.
 * @param lastGood the JSON of the last valid site
 */
export function resolveSite(value: KvValue | null, lastGood?: string): ResolvedSite {
  if (value === null) {
    return fallbackSite(lastGood, '', ['is missing; put one, at least { "name": "…" }'])
  }
  try {
    return { site: parsed(value.text()), isDefault: false, problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return fallbackSite(lastGood, value.revision, error.problems.map(problemText))
  }
}

function fallbackSite(lastGood: string | undefined, revision: string, reasons: string[]) {
  const site = validSite(lastGood)
  return {
    site: site ?? defaultSite,
    isDefault: site === null,
    problem: { key: SITE_KEY, revision, stamped: false, reasons },
  }
}

/** The site in a stored text, or null: a previous version may have stored what is invalid now. */
export function validSite(text: string | undefined): Site | null {
  if (text === undefined) return null
  try {
    return parseSite(text)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
