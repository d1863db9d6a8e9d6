import type { Article, Status } from '../../content/model/article.ts'
import { asBlock } from '../../content/model/block.ts'
import { isRemoteImage } from '../../content/model/figure.ts'
import { slugOf } from '../../content/model/id.ts'
import { instant } from '../../content/model/moment.ts'
import { canonicalPreviousPath } from '../../content/model/previous-path.ts'
import { referencesOf } from '../../content/model/references.ts'
import { cardOf } from '../../content/model/summary.ts'
import type { Stamp } from '../stores/kv.ts'
import { listedCorrections } from './listed-correction.ts'
import { positionOf } from './position.ts'
import { credibleStamp } from './settle.ts'

/** An article as it goes into the catalogue: its columns, lists and objects as JSON. */
export interface Row {
  /** Where it stands among all articles; the next free place where another already has it. */
  position: number
  columns: {
    id: string
    revision: string
    stamped_at: number | null
    changed_at: number
    checked_at: number
    status: Status
    listed: 0 | 1
    section: string
    language: string | null
    placement: 'lead' | 'top' | null
    breaking: 0 | 1
    expires_at: number | null
    /** Of a live story: when it ends, or LIVE_OPEN. */
    live_until: number | null
    topics: string
    authors: string
    /** Previous ids, and previous paths, which begin with a slash. */
    aliases: string
    related: string
    /** Ids of all articles that it refers to. */
    refs: string
    /** A list of ListedCorrection, or null where it has none. */
    corrected: string | null
    /** Origins of the pictures that come from elsewhere: each must be named by the site. */
    origins: string
    card: string
    article: string
    /** The counters that it adds to: always, and while it is listed. */
    counted: string
    counted_listed: string
  }
}

/** Nobody has ended it yet. */
const LIVE_OPEN = Number.MAX_SAFE_INTEGER

/** @param now milliseconds since 1970 */
export function rowOf(
  id: string,
  article: Article,
  { revision, stamp }: { revision: string; stamp: Stamp | null },
  now: number,
): Row {
  const status = article.status ?? 'published'
  const expiresAt = article.expiresAt === undefined ? null : instant(article.expiresAt)
  const topics = named(article.topics ?? [])
  const origins = originsOf(article)
  return {
    position: positionOf(id, instant(article.publishedAt)),
    columns: {
      id,
      revision,
      stamped_at: credibleStamp(stamp, now)?.at ?? null,
      changed_at: now,
      checked_at: now,
      status,
      listed: status === 'published' && (expiresAt === null || now < expiresAt) ? 1 : 0,
      section: article.section,
      language: article.language ?? null,
      placement: article.placement ?? null,
      breaking: article.breaking ? 1 : 0,
      expires_at: expiresAt,
      live_until: status === 'published' ? liveUntil(article) : null,
      topics: JSON.stringify(topics),
      authors: JSON.stringify(named((article.authors ?? []).map(({ name }) => name))),
      aliases: JSON.stringify([
        ...(article.aliases ?? []).filter((alias) => alias !== id),
        ...new Set((article.previousPaths ?? []).map(canonicalPreviousPath)),
      ]),
      related: JSON.stringify((article.related ?? []).filter((other) => other !== id)),
      refs: JSON.stringify(referencesOf(article)),
      corrected: correctedOf(id, article),
      origins: JSON.stringify(origins),
      card: JSON.stringify(cardOf(id, article)),
      article: JSON.stringify(article),
      counted: JSON.stringify([`status:${status}`, ...origins.map((origin) => `origin:${origin}`)]),
      counted_listed: JSON.stringify([
        `section:${article.section}`,
        ...topics.map(({ slug }) => `topic:${slug}`),
      ]),
    },
  }
}

function liveUntil({ live }: Article): number | null {
  if (live === undefined) return null
  return live.endedAt === undefined ? LIVE_OPEN : instant(live.endedAt)
}

function correctedOf(id: string, article: Article): string | null {
  const listed = listedCorrections(id, article)
  return listed.length > 0 ? JSON.stringify(listed) : null
}

/** Each name once by its slug; a name that leaves no slug has no page and no row. */
function named(names: string[]): { slug: string; name: string }[] {
  const bySlug = new Map<string, { slug: string; name: string }>()
  for (const name of names) {
    const slug = slugOf(name)
    if (slug !== null && !bySlug.has(slug)) bySlug.set(slug, { slug, name })
  }
  return [...bySlug.values()]
}

function originsOf({ image, body }: Article): string[] {
  const figures = body.map(asBlock).flatMap((block) => {
    if (block.type === 'figure') return [block]
    return block.type === 'gallery' ? block.figures : []
  })
  const sources = [image, ...figures].flatMap((figure) => (figure ? [figure.src] : []))
  return [...new Set(sources.filter(isRemoteImage).map((src) => new URL(src).origin))]
}
