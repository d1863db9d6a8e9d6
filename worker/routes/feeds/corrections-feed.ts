import { isolatedIn, plainBidi } from '../../../content/arabic/bidi.ts'
import { correctionAnchor } from '../../../content/model/correction-anchor.ts'
import { absoluteUrl, articlePath, CORRECTIONS_PATH } from '../../../content/model/path.ts'
import type { Site } from '../../../content/model/site.ts'
import { summaryOf } from '../../../content/model/summary.ts'
import { directionOf } from '../../../web/strings/direction.ts'
import { stringsFor } from '../../../web/strings/languages.ts'
import type { CorrectionEntry, LoadedCorrections } from '../../read/correction-list.ts'
import { correctionHtml } from './body-html.ts'
import { type Feed, type FeedItem, feedWith, firstIdOf } from './feed.ts'

/** The corrections of all articles, each as an item that leads to its place in the story. */
export function correctionsFeedOf({ site, entries }: LoadedCorrections): Feed {
  const { correctionList } = stringsFor(site.site.language)
  const ids = new Set(entries.map(({ card }) => card.id))
  return feedWith(site.site, {
    title: `${correctionList.title} | ${plainBidi(site.site.name)}`,
    description: correctionList.text,
    path: CORRECTIONS_PATH,
    items: entries.map((entry) => itemOf(entry, ids, site.site)),
  })
}

function itemOf(
  { card, correction, mark, shownAt }: CorrectionEntry,
  ids: Set<string>,
  site: Site,
): FeedItem {
  const { headline, section, language } = summaryOf(card, site)
  const { kind, text } = correction
  const direction = directionOf(language)
  const kindName = stringsFor(language).correctionKinds[kind]
  // The anchor has the id that the article has now, the identity the first one.
  const addressIn = (id: string) =>
    absoluteUrl(site.origin, `${articlePath(id)}#${encodeURIComponent(correctionAnchor(id, mark))}`)
  return {
    id: addressIn(firstIdOf(card, ids)),
    url: addressIn(card.id),
    title: `${kindName}: ${isolatedIn(direction, headline)}`,
    summary: direction === 'rtl' ? plainBidi(text) : text,
    html: correctionHtml(correction, { headline, url: addressIn(card.id), language }),
    published: shownAt,
    updated: shownAt,
    authors: [],
    categories: [section.name],
    language,
    image: null,
  }
}
