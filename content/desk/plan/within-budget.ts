import { instant } from '../../model/moment.ts'
import { preparedPicture } from '../../model/prepared-picture.ts'
import type { Key } from '../kv/namespace.ts'
import { stampIn } from '../kv/stamp.ts'
import { figuresIn } from '../pictures/figures.ts'
import type { Change, Plan } from './plan.ts'
import { sizeOf } from './put-plan.ts'

export interface PartOfPlan {
  plan: Plan
  /** How many values are left for other days. */
  left: number
}

/**
 * The part of a plan that a day's writes are enough for: the site, pages, then articles from the newest
 * to the oldest, each after its pictures. What was put since midnight (UTC, as the free plan counts) is
 * of the same day.
 * @param keys what KV has now
 */
export function withinBudget(plan: Plan, budget: number, keys: Key[], now: number): PartOfPlan {
  let rest = Math.max(0, budget - putToday(keys, now))
  const pictures = Map.groupBy(plan.pictures, ({ name }) => preparedPicture(name)?.hash ?? name)
  const part: Plan = { ...plan, pictures: [], changes: [] }
  const ranked = plan.changes.map((change) => ({ change, rank: rankOf(change) }))
  for (const { change } of ranked.sort((one, other) => other.rank - one.rank)) {
    const own = picturesOf(change).flatMap((hash) => {
      const group = pictures.get(hash) ?? []
      pictures.delete(hash)
      return group
    })
    const taken = own.slice(0, rest)
    part.pictures.push(...taken)
    rest -= taken.length
    const cost = change.previous === null ? 1 : 2
    // Its other pictures follow on the next day, and then the article.
    if (taken.length < own.length || cost > rest) break
    part.changes.push(change)
    rest -= cost
  }
  // Of articles that were put by hand before their pictures.
  const others = part.changes.length === plan.changes.length ? [...pictures.values()].flat() : []
  part.pictures.push(...others.slice(0, rest))
  return { plan: part, left: sizeOf(plan) - sizeOf(part) }
}

/** How many values were put on this day. */
function putToday(keys: Key[], now: number): number {
  const midnight = new Date(now).setUTCHours(0, 0, 0, 0)
  return keys.filter(({ metadata }) => Date.parse(stampIn(metadata)?.at ?? '') >= midnight).length
}

function rankOf({ document }: Change): number {
  if (document.kind === 'article') return document.value ? instant(document.value.publishedAt) : 0
  return document.kind === 'site' ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER
}

/** The pictures in the text that is put: by the hash of their sizes, or by their name. */
function picturesOf({ document, text }: Change): string[] {
  if (document.kind === 'site') return []
  const value = JSON.parse(text)
  const hashes = figuresIn(value).map(({ figure }) => preparedPicture(figure.src)?.hash)
  return [...new Set([...hashes, value.share].filter((hash) => hash !== undefined))]
}
