import type { LiveStory } from '../../model/live-story.ts'
import type { Desk } from '../desk.ts'
import { setFieldsOf } from '../folder/article-file.ts'
import { articleFields, replaceValue, requireKvValue, serializeArticle } from '../kv/kv-value.ts'
import { stamp } from '../kv/stamp.ts'
import { type LiveStore, sleep } from './put-edits.ts'

/** The updates of one story in KV, through `wrangler kv`. They have no history: each is one of many. */
export function deskStore(desk: Desk, id: string): LiveStore {
  const { namespace } = desk
  return {
    get: async (key) => (await namespace.getTexts([key])).get(key) ?? null,
    put: (key, text) => namespace.put([{ key, value: text, metadata: stamp(text) }]),
    putParts: async (parts) => {
      await changeLive(desk, id, (live) => ({ ...live, parts }))
    },
    sleep,
    now: Date.now,
  }
}

/** Changes `live` of an article, in KV and in its file. @returns the new revision */
export async function changeLive(
  desk: Desk,
  id: string,
  change: (live: Partial<LiveStory>) => Partial<LiveStory>,
): Promise<string> {
  const current = await requireKvValue(desk, id)
  const article = articleFields(current)
  const live = change((article.live ?? {}) as Partial<LiveStory>)
  const revision = await replaceValue(desk, current, serializeArticle({ ...article, live }))
  await setFieldsOf(desk.folder, id, { live })
  return revision
}
