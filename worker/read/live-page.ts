import { type LiveStory, liveMoments, liveState } from '../../content/model/live-story.ts'
import { type Update, updateRevision } from '../../content/model/live-updates.ts'
import { updatePath } from '../../content/model/path.ts'
import { type LiveView, livePointsOf, type ShownUpdate } from '../../web/render/live-view.ts'
import { cacheTag } from '../catalogue/cache-tag.ts'
import type { LiveFacts } from '../catalogue/live-row.ts'
import type { Services } from '../context.ts'
import { loadUpdates, updatesOfPage, withVisibleLinks } from './live.ts'
import { type LivePlace, type LiveWindow, type PartOf, placeText } from './live-window.ts'
import { nextChange } from './next-change.ts'

interface LoadedLivePage {
  view: LiveView
  isPartial: boolean
  nextChange: number | null
  tags: string[]
}

/** What the page of a live story shows of its updates, from this place on. */
export async function loadLivePage(
  services: Services,
  { id, live, liveFacts }: { id: string; live: LiveStory; liveFacts: LiveFacts | undefined },
  window: LiveWindow,
  origin: string | undefined,
): Promise<LoadedLivePage> {
  const { now } = services
  const loaded = await loadUpdates(services, id, liveFacts)
  const page = await updatesOfPage(services, { id, live }, loaded.updates, window)
  const pinned = page.isFirst ? loaded.updates.find((update) => update.id === live.pinned) : null
  const wanted = [...(pinned ? [pinned] : []), ...page.items.map(({ update }) => update)]
  const linked = await withVisibleLinks(services, wanted, origin)
  const shown = pinned ? linked.shown.slice(1) : linked.shown
  return {
    view: {
      state: liveState(live, now),
      order: page.order,
      isFirst: page.isFirst,
      points: page.isFirst
        ? livePointsOf(
            live.summary,
            pinned ? shownUpdate(id, linked.shown[0] ?? pinned, pinned, null) : null,
          )
        : null,
      updates: page.items.map(({ update, part }, index) =>
        shownUpdate(id, shown[index] ?? update, update, part),
      ),
      next: page.next && placeText(page.next),
      newest: loaded.updates[0]?.id ?? null,
    },
    isPartial: loaded.isPartial || page.isPartial || linked.isPartial,
    nextChange: nextChange(now, {
      at: [...liveMoments(live), ...loaded.changes, ...linked.changes],
    }),
    tags: await Promise.all([
      cacheTag('live', id),
      ...linked.references.map((other) => cacheTag('article', other)),
    ]),
  }
}

/** @param written as the editor put it: links may be missing in what is shown */
export function shownUpdate(id: string, shown: Update, written: Update, part: PartOf): ShownUpdate {
  const place: LivePlace = { id: written.id, part }
  return {
    ...shown,
    revision: updateRevision(written),
    href: updatePath(id, placeText(place), written.id),
  }
}
