import type { D1Database, KVNamespace } from '@cloudflare/workers-types'

export interface Env {
  /** The site: what editors put, the source of truth. */
  CONTENT: KVNamespace
  /** The catalogue: derived from CONTENT, may be dropped at any time. */
  CATALOGUE: D1Database
  /** "true" under `npm start` and in tests: no settling, sync before each list, timings in answers. */
  LOCAL?: string
  /** The local address of the site. Only read locally, where it replaces the origin in `site`. */
  ORIGIN?: string
  /** The operator's token, for `POST /api/v1/sync` and for problems in the status. Unset: neither exists. */
  SYNC_TOKEN?: string
  /** Signs the links of previews. Unset: there are no previews. */
  PREVIEW_SECRET?: string
  /** How long a changed row has to settle, because KV may still return the previous value. */
  SETTLE_SECONDS?: string
  /**
   * How many `list` calls (1,000 names each) one sync makes. The free plan gives 1,000 a day and cron
   * runs 720 times, so 1.
   */
  SYNC_LISTS?: string
  /**
   * How many values one sync reads to see whether they changed. The free plan gives 100,000 reads a
   * day: 50 at each of 720 runs are 36,000, which leaves as many again for readers.
   */
  SYNC_READS?: string
  /**
   * How many changed values one sync parses. The free plan gives 10 ms of CPU, of which each takes
   * about 1, and 50 statements of D1, of which each takes 2: with 5 the busiest run needs almost all.
   */
  SYNC_CHANGES?: string
  /**
   * How many rows of the previous version of the code one sync fills again after a deploy; less what it
   * applies in the same run, because each costs the same time.
   */
  SYNC_REFILLS?: string
  /** How long to wait for KV or D1 before using a fallback, in milliseconds. */
  READ_TIMEOUT?: string
}

/** The parsed variables, with defaults that fit the free plan. */
export interface Settings {
  local: boolean
  /** Locally, the address of the site; it replaces the site's own origin. */
  origin: { origin: string } | undefined
  syncToken: string | undefined
  previewSecret: string | undefined
  settleMs: number
  lists: number
  reads: number
  changes: number
  refills: number
  readTimeoutMs: number
}

export function settingsOf(env: Env): Settings {
  const local = env.LOCAL === 'true'
  return {
    local,
    origin: local && env.ORIGIN ? { origin: env.ORIGIN } : undefined,
    syncToken: env.SYNC_TOKEN || undefined,
    previewSecret: env.PREVIEW_SECRET || undefined,
    settleMs: 1000 * whole(env.SETTLE_SECONDS, local ? 0 : 120),
    lists: whole(env.SYNC_LISTS, 1),
    reads: whole(env.SYNC_READS, 50),
    changes: whole(env.SYNC_CHANGES, local ? 50 : 5),
    refills: whole(env.SYNC_REFILLS, local ? 50 : 5),
    readTimeoutMs: whole(env.READ_TIMEOUT, 3000),
  }
}

function whole(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise
}
