import { SITE_KEY } from '../../content/model/key.ts'
import { problemText, Refusal } from '../../content/model/refusal.ts'
import { defaultSite, parseSite, type Site } from '../../content/model/site.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { KvValue } from '../stores/kv.ts'

export interface ServedSite {
  site: Site
  /** The site as the catalogue keeps it for worse days. */
  text: string
  problem: Problem | null
}

/**
 * The site in KV; where that is missing or wrong the last good one, or the built-in defaults.
 * @param lastGood the JSON of the site as it last was when it was right
 */
export function siteToServe(stored: KvValue | null, lastGood: string | undefined): ServedSite {
  if (stored === null) {
    return instead(undefined, '', 'is missing; put one, at least { "name": "…" }')
  }
  try {
    const site = parseSite(stored.text())
    return { site, text: JSON.stringify(site), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return instead(lastGood, stored.revision, ...error.problems.map(problemText))
  }
}

function instead(lastGood: string | undefined, revision: string, ...reasons: string[]): ServedSite {
  const site = siteIn(lastGood) ?? defaultSite
  const problem = { key: SITE_KEY, revision, stamped: false, reasons }
  return { site, text: JSON.stringify(site), problem }
}

/** What the catalogue kept; a former version may have kept what is wrong by now. */
export function siteIn(text: string | undefined): Site | null {
  if (text === undefined) return null
  try {
    return parseSite(text)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
