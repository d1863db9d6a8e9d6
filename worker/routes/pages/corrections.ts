import { Hono } from 'hono'
import { correctionAnchor } from '../../../content/model/correction-anchor.ts'
import { articlePath, CORRECTIONS_PATH, olderPath } from '../../../content/model/path.ts'
import { correctionsPage } from '../../../web/pages/corrections-page.tsx'
import type { AppEnv } from '../../context.ts'
import { PAGE } from '../../http/cache-policy.ts'
import { positionBefore } from '../../http/cursor.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { loadCorrections } from '../../read/correction-list.ts'

const PAGE_LENGTH = 50

/** Every correction, newest first. */
export const corrections = new Hono<AppEnv>().get('/', async (c) => {
  const before = positionBefore(c)
  if (before === undefined) return respondNotFound(c)
  const loaded = await loadCorrections(c.var.services, { before, limit: PAGE_LENGTH })
  const { site, entries, older, nextChange, tags } = loaded
  const page = correctionsPage({
    items: entries.map(({ card, correction, mark, shownAt }) => ({
      headline: card.headline,
      language: card.language ?? site.site.language,
      href: `${articlePath(card.id)}#${encodeURIComponent(correctionAnchor(card.id, mark))}`,
      correction,
      shownAt,
    })),
    older: older && olderPath(CORRECTIONS_PATH, older),
    isFirst: before === null,
  })
  return respondPage(c, page, site, { policy: PAGE, nextChange, tags })
})
