import {
  MAX_REFERENCES,
  type Referring,
  referencesOf,
  withVisibleReferences,
} from '../../content/model/references.ts'
import { positionAfter, timeOf } from '../catalogue/position.ts'
import type { ArticleFacts } from '../catalogue/queries/article.ts'
import { type Target, targetsQuery } from '../catalogue/queries/references.ts'
import { storedTargets, storedTexts } from '../catalogue/stored.ts'
import type { Services } from '../context.ts'
import { Unavailable } from '../stores/timeout.ts'

interface Judged<Value> {
  /** The article or page with those references only that readers may follow now. */
  shown: Value
  /** Every id that it refers to: when one of them changes, the answer may change. */
  references: readonly string[]
  /** When one of them appears or expires, in milliseconds since 1970. */
  changes: number[]
  /** The catalogue did not answer, so that all of them are left out. */
  isPartial: boolean
  /** The catalogue was asked for them, because the row has others. */
  isAsked: boolean
}

/** For what has no row in the catalogue: a standing page. */
export const NO_ROW = { references: null, targets: '[]' }

/**
 * Judges at this moment which of the articles that an article or a page refers to readers may see.
 * @param facts undefined where the catalogue did not answer
 */
export async function judgeReferences<Value extends Referring>(
  services: Services,
  value: Value,
  facts: Pick<ArticleFacts, 'references' | 'targets'> | undefined,
  origin: string | undefined,
): Promise<Judged<Value>> {
  const { now } = services
  const references = referencesOf(value)
  if (references.length === 0) {
    return { shown: value, references, changes: [], isPartial: false, isAsked: false }
  }
  const isAsked = facts !== undefined && !hasAll(facts, references)
  const targets = isAsked
    ? await askTargets(services, references)
    : ((facts && storedTargets(facts.targets)) ?? null)
  const visible = visibleTargets(targets ?? [], now)
  // Nearly always: then the value is not copied.
  const isWhole = references.length < MAX_REFERENCES && references.every((id) => visible.has(id))
  return {
    shown: isWhole ? value : withVisibleReferences(value, (id) => visible.has(id), origin),
    references,
    changes: changesOf(targets ?? []),
    isPartial: targets === null,
    isAsked,
  }
}

/** The ids among these that readers may see at this moment. */
export function visibleTargets(targets: Target[], now: number): Set<string> {
  const before = positionAfter(now)
  return new Set(
    targets
      .filter(
        ([, position, expiresAt]) => position < before && (expiresAt === null || now < expiresAt),
      )
      .map(([id]) => id),
  )
}

/** The moments at which one of these appears or expires, in milliseconds since 1970. */
export function changesOf(targets: Target[]): number[] {
  return targets.flatMap(([, position, expiresAt]) => [
    timeOf(position),
    ...(expiresAt === null ? [] : [expiresAt]),
  ])
}

/** KV may have a version that the catalogue does not have yet. */
function hasAll(facts: Pick<ArticleFacts, 'references'>, references: readonly string[]): boolean {
  const known = new Set(storedTexts(facts.references))
  return references.every((id) => known.has(id))
}

async function askTargets(
  { database }: Services,
  references: readonly string[],
): Promise<Target[] | null> {
  try {
    const { found } = await database.run({ found: targetsQuery([...references]) })
    return storedTargets(found[0]?.targets)
  } catch (error) {
    if (error instanceof Unavailable) return null
    throw error
  }
}
