import {
  authorPath,
  CORRECTIONS_PATH,
  FEED_FILES,
  type FeedFormat,
  FRONT_PATH,
  feedPath,
  sectionPath,
  topicPath,
} from '../../../content/model/path.ts'
import type { Change } from './change.ts'
import { post } from './post.ts'

/** Addresses in one ping: the feeds of the site first, those of authors last. */
const MAX_FEEDS = 60

/**
 * Tells the hub which feeds changed; the hub fetches them and passes them on to those who subscribed.
 * https://www.w3.org/TR/websub/#publishing
 */
export async function pingHub(
  { hub, origin }: { hub: string; origin: string },
  changes: Change[],
): Promise<void> {
  const form = new URLSearchParams({ 'hub.mode': 'publish' })
  for (const feed of feedsOf(changes)) form.append('hub.url', origin + feed)
  await post(hub, 'application/x-www-form-urlencoded', String(form))
}

function feedsOf(changes: Change[]): string[] {
  const cards = changes.flatMap(({ card }) => card ?? [])
  const corrected = changes.some(({ corrections }) => corrections.length > 0)
  const lists = [
    FRONT_PATH,
    ...(corrected ? [CORRECTIONS_PATH] : []),
    ...cards.map(({ section }) => sectionPath(section)),
    ...cards.flatMap(({ topics }) => topics.map(topicPath)),
    ...cards.flatMap(({ authors }) => authors.map(({ name }) => authorPath(name))),
  ]
  const formats = Object.keys(FEED_FILES) as FeedFormat[]
  return [...new Set(lists)]
    .flatMap((list) => (list === null ? [] : formats.map((format) => feedPath(list, format))))
    .slice(0, MAX_FEEDS)
}
