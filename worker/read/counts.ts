import { sectionCounts, topicCounts, visibleCounts } from '../catalogue/queries/counts.ts'
import type { Services } from '../context.ts'
import { nextChange } from './next-change.ts'
import { loadSite } from './site.ts'

/** How many visible articles each section of the site has. @throws Unavailable */
export async function loadSectionCounts(services: Services) {
  const { database, now } = services
  const { site } = await loadSite(services)
  const ids = site.sections.map(({ id }) => id)
  const rows = await database.run(sectionCounts(ids, now))
  return { site, counts: visibleCounts('section', rows), nextChange: nextChangeIn(now, rows) }
}

/** The same of the topics with the most articles. @throws Unavailable */
export async function loadTopicCounts(services: Services) {
  const { database, now } = services
  const [{ site }, rows] = await Promise.all([loadSite(services), database.run(topicCounts(now))])
  return { site, counts: visibleCounts('topic', rows), nextChange: nextChangeIn(now, rows) }
}

function nextChangeIn(
  now: number,
  { appears, expires }: { appears: { position: number }[]; expires: { at: number }[] },
): number | null {
  return nextChange(now, { upcoming: appears[0]?.position, at: [expires[0]?.at] })
}
