import type { D1Database, KVNamespace, RateLimit } from '@cloudflare/workers-types'

export interface Env {
  /** The site: what editors put, the source of truth. */
  CONTENT: KVNamespace
  /** The catalogue: derived from CONTENT, may be dropped at any time. */
  CATALOGUE: D1Database
  /** Which deployment this is. After one with another id, cached pages are invalidated. */
  VERSION?: { id: string }
  /**
   * Limits for one client (an address of IPv4, 64 bits of IPv6) in one data centre. Only what no cache
   * answered counts. Many readers share the address of a mobile carrier: each limit is above what the
   * free plan gives the whole site on average (100,000 requests a day are 69 a minute), and keeps one
   * client from using up the day. Without the binding, and locally, there is no limit.
   *
   * Searches, 120 a minute: each reads up to 1,000 rows of D1, of 5 million a day.
   */
  SEARCH_LIMIT?: RateLimit
  /** The API, 300 a minute: a program that walks through the archive makes 100 articles a request. */
  API_LIMIT?: RateLimit
  /**
   * Addresses of articles that KV does not have, 60 a minute. Readers reach few of them, and a 404 is
   * cached for 30 seconds; a client that guesses addresses would ask KV and D1 for each.
   */
  ABSENCE_LIMIT?: RateLimit
  /** "true" under `npm start` and in tests: no settling, sync before each list, timings in answers. */
  LOCAL?: string
  /** The local address of the site. Only read locally, where it replaces the origin in `site`. */
  ORIGIN?: string
  /** The operator's token, for `POST /api/v1/sync` and for problems in the status. Unset: neither exists. */
  SYNC_TOKEN?: string
  /** During a rotation: the token before, valid as well until it is deleted. */
  SYNC_TOKEN_PREVIOUS?: string
  /** Signs the links of previews. Unset: there are no previews. */
  PREVIEW_SECRET?: string
  /** During a rotation: the secret before, so that links signed with it work until they expire. */
  PREVIEW_SECRET_PREVIOUS?: string
  /**
   * Proves to search engines that changes are announced by the site: 8 to 128 letters, digits and hyphens,
   * served at /<key>.txt. Unset: nothing is sent to IndexNow.
   */
  INDEXNOW_KEY?: string
  /**
   * Where the newsroom's own program is called when an article is published, changed, corrected,
   * withdrawn or breaking, and what signs the calls. Unless both are set there are none.
   */
  WEBHOOK_URL?: string
  WEBHOOK_SECRET?: string
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
  /**
   * How many articles one sync adds to the search index. Each takes about 1 ms of CPU; 3 at each of 720
   * runs are more than 2,000 a day.
   */
  SYNC_INDEX?: string
  /** The least time between two writes of the snapshot. KV takes one a second under one key. */
  SNAPSHOT_SECONDS?: string
  /** How long to wait for KV or D1 before using a fallback, in milliseconds. */
  READ_TIMEOUT?: string
}

/** The parsed variables, with defaults that fit the free plan. */
export interface Settings {
  local: boolean
  /** Locally, the address of the site; it replaces the site's own origin. */
  origin: { origin: string } | undefined
  /** The id of the deployment. */
  version: string | undefined
  /** The valid tokens of the operator; none where there is no operator. */
  syncTokens: string[]
  previewSecrets: string[]
  /** Undefined where nothing is announced there. */
  indexNowKey: string | undefined
  webhook: { url: string; secret: string } | undefined
  settleMs: number
  lists: number
  reads: number
  changes: number
  refills: number
  index: number
  snapshotMs: number
  readTimeoutMs: number
}

/** The variables of a deployment do not change. */
const parsed = new WeakMap<Env, Settings>()

export function settingsOf(env: Env): Settings {
  const settings = parsed.get(env) ?? parseSettings(env)
  parsed.set(env, settings)
  return settings
}

function parseSettings(env: Env): Settings {
  const local = env.LOCAL === 'true'
  return {
    local,
    origin: local && env.ORIGIN ? { origin: env.ORIGIN } : undefined,
    version: env.VERSION?.id,
    syncTokens: present(env.SYNC_TOKEN, env.SYNC_TOKEN_PREVIOUS),
    previewSecrets: present(env.PREVIEW_SECRET, env.PREVIEW_SECRET_PREVIOUS),
    indexNowKey: indexNowKeyIn(env.INDEXNOW_KEY),
    webhook: webhookIn(env),
    settleMs: 1000 * whole(env.SETTLE_SECONDS, local ? 0 : 120),
    lists: whole(env.SYNC_LISTS, 1),
    reads: whole(env.SYNC_READS, 50),
    changes: whole(env.SYNC_CHANGES, local ? 50 : 5),
    refills: whole(env.SYNC_REFILLS, local ? 50 : 5),
    index: whole(env.SYNC_INDEX, local ? 50 : 3),
    snapshotMs: 1000 * whole(env.SNAPSHOT_SECONDS, local ? 0 : 2),
    readTimeoutMs: whole(env.READ_TIMEOUT, 3000),
  }
}

function indexNowKeyIn(key: string | undefined): string | undefined {
  return key !== undefined && /^[A-Za-z0-9-]{8,128}$/.test(key) ? key : undefined
}

function webhookIn({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }: Env): Settings['webhook'] {
  return url && secret && URL.canParse(url) ? { url, secret } : undefined
}

function present(...secrets: (string | undefined)[]): string[] {
  return secrets.flatMap((secret) => secret || [])
}

function whole(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise
}
