import { instant } from '../../../content/model/moment.ts'
import { type Card, isVisible } from '../../../content/model/summary.ts'
import { type Announcement, type Sent, storedSent } from '../../catalogue/announcement-queue.ts'
import type { ListedCorrection } from '../../catalogue/listed-correction.ts'
import { storedCard, storedCorrections } from '../../catalogue/stored.ts'

type EventName = 'published' | 'changed' | 'corrected' | 'withdrawn' | 'breaking'

/** What happened to an article since the last announcement to a target. */
export interface Change {
  id: string
  revision: string
  /** Empty where there is nothing to announce. */
  events: EventName[]
  /** Null where readers no longer see the article. */
  card: Card | null
  /** Those that were not announced to the target yet. */
  corrections: ListedCorrection[]
  /** What to record once it was sent; null: nothing new. */
  sent: Sent | null
}

/** An article that is older when it is first seen, for example in an imported archive, is not news. */
const NEWS_MS = 2 * 86_400_000

/** @param now milliseconds since 1970 */
export function changeOf(announcement: Announcement, now: number): Change {
  const { id, revision, listed, breaking, isMoved } = announcement
  const before = sentOf(announcement)
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
      sent: wasShown ? { ...before, isShown: false } : null,
    }
  }
  const listedCorrections = storedCorrections(announcement.corrected)
  const sent: Sent = {
    revision,
    isShown: true,
    isBreaking: breaking === 1,
    corrections: listedCorrections.map(({ mark }) => mark),
  }
  const corrections = listedCorrections.filter(({ mark }) => !before?.corrections.includes(mark))
  const events = eventsOf({ before, sent, corrections, card, now })
  const isKnown = before?.isShown === true && before.revision === revision
  return { id, revision, events, card, corrections, sent: isKnown ? null : sent }
}

/** A renamed article is not a new one. */
function sentOf({ sent, sentBefore }: Announcement): Sent | null {
  const own = storedSent(sent)
  if (own !== null) return own
  const previous = storedSent(sentBefore)
  return previous && { ...previous, isShown: true }
}

interface Comparison {
  before: Sent | null
  sent: Sent
  corrections: ListedCorrection[]
  card: Card
  now: number
}

function eventsOf({ before, sent, corrections, card, now }: Comparison): EventName[] {
  const breaking = sent.isBreaking && !before?.isBreaking ? ['breaking' as const] : []
  if (before === null) {
    return instant(card.publishedAt) > now - NEWS_MS ? ['published', ...breaking] : []
  }
  if (!before.isShown) return ['published', ...breaking]
  if (before.revision === sent.revision) return []
  return [corrections.length > 0 ? 'corrected' : 'changed', ...breaking]
}
