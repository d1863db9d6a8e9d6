import { instant } from '../../../content/model/moment.ts'
import { type Card, isVisible } from '../../../content/model/summary.ts'
import { type Announcement, storedTold, type Told } from '../../catalogue/announcement-queue.ts'
import type { ListedCorrection } from '../../catalogue/listed-correction.ts'
import { storedCard, storedCorrections } from '../../catalogue/stored.ts'

type EventName = 'published' | 'changed' | 'corrected' | 'withdrawn' | 'breaking'

/** What happened to an article since a target was told of it. */
export interface Change {
  id: string
  revision: string
  /** Empty where the target need not be told. */
  events: EventName[]
  /** Null where readers no longer see the article. */
  card: Card | null
  /** Those that the target does not know. */
  corrections: ListedCorrection[]
  /** What to record once the target was told; null: nothing new. */
  told: Told | null
}

/** An article that is older when it is first seen, as one of an imported archive, is no news. */
const NEWS_MS = 2 * 86_400_000

/** @param now milliseconds since 1970 */
export function changeOf(announcement: Announcement, now: number): Change {
  const { id, revision, listed, breaking, isMoved } = announcement
  const before = toldOf(announcement)
  const card = announcement.card === null ? null : storedCard(announcement.card)
  const isShown = listed === 1 && card !== null && isVisible(card, now)
  if (!isShown || revision === null) {
    const wasShown = before?.isShown === true
    return {
      id,
      revision: revision ?? before?.revision ?? '',
      // A renamed article is still there.
      events: wasShown && isMoved === 0 ? ['withdrawn'] : [],
      card: null,
      corrections: [],
      told: wasShown ? { ...before, isShown: false } : null,
    }
  }
  const listedCorrections = storedCorrections(announcement.corrected)
  const told: Told = {
    revision,
    isShown: true,
    isBreaking: breaking === 1,
    corrections: listedCorrections.map(({ mark }) => mark),
  }
  const corrections = listedCorrections.filter(({ mark }) => !before?.corrections.includes(mark))
  const events = eventsOf({ before, told, corrections, card, now })
  const isKnown = before?.isShown === true && before.revision === revision
  return { id, revision, events, card, corrections, told: isKnown ? null : told }
}

/** A renamed article is not a new one. */
function toldOf({ told, toldBefore }: Announcement): Told | null {
  const own = storedTold(told)
  if (own !== null) return own
  const previous = storedTold(toldBefore)
  return previous && { ...previous, isShown: true }
}

interface Comparison {
  before: Told | null
  told: Told
  corrections: ListedCorrection[]
  card: Card
  now: number
}

function eventsOf({ before, told, corrections, card, now }: Comparison): EventName[] {
  const breaking = told.isBreaking && !before?.isBreaking ? ['breaking' as const] : []
  if (before === null) {
    return instant(card.publishedAt) > now - NEWS_MS ? ['published', ...breaking] : []
  }
  if (!before.isShown) return ['published', ...breaking]
  if (before.revision === told.revision) return []
  return [corrections.length > 0 ? 'corrected' : 'changed', ...breaking]
}
