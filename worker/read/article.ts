import type { Article } from '../../content/model/article.ts'
import { breakingUntil } from '../../content/model/breaking.ts'
import { instant } from '../../content/model/moment.ts'
import { isVisible, summaryOf } from '../../content/model/summary.ts'
import { cacheTag, LISTS_TAG } from '../catalogue/cache-tag.ts'
import { judge } from '../catalogue/plan-change.ts'
import { type ArticleFacts, articleQuery, completeFacts } from '../catalogue/queries/article.ts'
import type { Services } from '../context.ts'
import type { KvValue } from '../stores/kv.ts'
import { Unavailable } from '../stores/timeout.ts'
import { absence, hidden } from './absence.ts'
import { chooseVersion, isDamaged, versionInKv } from './choose-version.ts'
import type { FoundArticle, LoadedArticle } from './loaded-article.ts'
import { headlinesElsewhere, nextStory, relatedStories } from './neighbours.ts'
import { nextChange } from './next-change.ts'
import { observationOf, repairCatalogue } from './read-repair.ts'
import { knownFacts, recallArticle, recentFacts, rememberArticle } from './remembered-article.ts'
import { loadSite } from './site.ts'
import { reportBroken } from './valid-cards.ts'
import { judgeReferences } from './visible-references.ts'

/**
 * What a reader gets under this id at this moment. Asks KV and the catalogue at once (KV alone where the
 * catalogue was asked a moment ago), and repairs the catalogue where KV holds something else.
 * @param asked the article in KV, where it was asked for already
 * @throws Unavailable where neither store can tell
 */
export async function loadArticle(
  services: Services,
  id: string,
  asked = services.store.getArticle(id),
): Promise<LoadedArticle> {
  const { now } = services
  const [site, { value, facts: seen, factsAt }] = await Promise.all([
    loadSite(services),
    read(services, id, asked),
  ])
  const reading =
    value && seen && isInStep(value, seen)
      ? { revision: value.revision, facts: seen, factsAt, site }
      : null
  const before = reading && recallArticle(services, id, reading)
  if (before) return before
  const repair =
    seen && value !== undefined
      ? await repairCatalogue(services, judge(observationOf(id, value, seen, services)), seen)
      : null
  const facts = repair?.known ?? seen
  const version = facts
    ? chooseVersion(facts, repair && { ...repair.judged, article: repair.plan.article })
    : versionInKv(value)
  if (facts && isDamaged(facts)) reportBroken(services, [{ id }])
  const common = { site, tags: [await cacheTag('article', id)] }
  const elsewhere = headlinesElsewhere(services, facts)
  const absent = {
    ...common,
    newest: elsewhere.map((card) => summaryOf(card, site.site)),
    tags: elsewhere.length > 0 ? [...common.tags, LISTS_TAG] : common.tags,
  }
  if (version === null) {
    // The next article to appear may claim this address as an alias.
    const change = nextChange(now, { articles: elsewhere, upcoming: facts?.upcoming })
    return { ...absent, ...absence(value, facts, now), nextChange: change }
  }
  const { article, revision } = version
  if (!isVisible(article, now)) {
    return {
      ...absent,
      ...hidden(article, now),
      nextChange: nextChange(now, { articles: [article, ...elsewhere] }),
    }
  }
  const { origin } = site.site
  const current = repair ? (repair.facts ?? undefined) : facts
  const referring = await judgeReferences(services, article, current, origin)
  const next = current ? nextStory(services, current) : null
  const related = current ? relatedStories(services, current, next) : []
  const neighbours = [...related, ...(next ? [next] : [])]
  const ids = new Set([id, ...neighbours.map((card) => card.id), ...referring.references])
  const loaded: FoundArticle = {
    kind: 'found',
    article: referring.shown,
    revision,
    related: related.map((card) => summaryOf(card, site.site)),
    next: next && summaryOf(next, site.site),
    isPartial: current === undefined || referring.isPartial,
    liveFacts: current,
    nextChange: nextChange(now, {
      articles: [article, ...neighbours],
      upcoming: current?.upcoming,
      at: [...referring.changes, ...changesWithin(article)],
    }),
    site,
    // Its page is made of its own text and of the articles that it leads to, seen or not.
    tags: await Promise.all([...ids].map((each) => cacheTag('article', each))),
  }
  const isMadeOfIt = current === seen && !referring.isAsked && site.freshness === 'current'
  if (reading && isMadeOfIt) rememberArticle(services, id, reading, loaded)
  return loaded
}

/** KV and the catalogue have the same revision, and there is nothing to repair. */
function isInStep({ revision }: KvValue, facts: ArticleFacts): boolean {
  return revision === facts.revision && facts.knownBad === null && !isDamaged(facts)
}

/** When its own page changes: it is no breaking news any more, or a correction is dated later. */
function changesWithin({ breaking, publishedAt, corrections = [] }: Article): number[] {
  return [
    ...(breaking ? [breakingUntil(instant(publishedAt))] : []),
    ...corrections.map(({ at }) => instant(at)),
  ]
}

interface Reading {
  /** Null where KV has none, undefined where KV did not answer. */
  value: KvValue | null | undefined
  /** Undefined where the catalogue did not answer. */
  facts: ArticleFacts | undefined
  /** When the catalogue said so, in milliseconds since 1970. */
  factsAt: number
}

/** @throws RateLimited where the client asked for too many addresses that KV does not have */
async function read(
  services: Services,
  id: string,
  asked: Promise<KvValue | null>,
): Promise<Reading> {
  const { database, limiter, now } = services
  const recent = recentFacts(services, id)
  if (recent) {
    const value = await asked.catch(() => undefined)
    if (value?.revision === recent.facts.revision) return { value, ...recent }
  }
  const { isSuspect } = limiter
  const countAbsence = async (value: KvValue | null | undefined) => {
    if (value === null) await limiter.count('absence')
  }
  const known = knownFacts(services, id)
  const query = () => database.run({ facts: articleQuery(id, now, known) })
  const whole = (facts: ArticleFacts) => completeFacts(facts, known)
  const [kv, d1] = await Promise.allSettled([
    asked,
    isSuspect
      ? asked
          .catch(() => undefined)
          .then(countAbsence)
          .then(query)
      : query(),
  ])
  for (const result of [kv, d1]) {
    if (result.status === 'rejected' && !(result.reason instanceof Unavailable)) throw result.reason
  }
  if (kv.status === 'fulfilled' && !isSuspect) await countAbsence(kv.value)
  return {
    value: kv.status === 'fulfilled' ? kv.value : undefined,
    facts: d1.status === 'fulfilled' ? d1.value.facts.map(whole)[0] : undefined,
    factsAt: now,
  }
}
