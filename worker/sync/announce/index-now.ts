import { absoluteUrl, articlePath, indexNowKeyPath } from '../../../content/model/path.ts'
import type { Change } from './change.ts'
import { post } from './post.ts'

/** Passes what it gets on to every search engine that takes part. */
const ENDPOINT = 'https://api.indexnow.org/indexnow'

/** Submits the addresses of changed and removed articles. https://www.indexnow.org/documentation */
export async function submitAddresses(
  { key, origin }: { key: string; origin: string },
  changes: Pick<Change, 'id'>[],
): Promise<void> {
  const body = JSON.stringify({
    host: new URL(origin).host,
    key,
    keyLocation: absoluteUrl(origin, indexNowKeyPath(key)),
    urlList: changes.map(({ id }) => absoluteUrl(origin, articlePath(id))),
  })
  await post(ENDPOINT, 'application/json; charset=utf-8', body)
}
