import { join } from 'node:path'
import sharp from 'sharp'
import { check } from '../content/desk/check/check.ts'
import { Desk } from '../content/desk/desk.ts'
import type { Entry } from '../content/desk/kv/namespace.ts'
import { preparePictures } from '../content/desk/pictures/prepare-pictures.ts'
import { type Plan, planOf } from '../content/desk/plan/plan.ts'
import { putPlan } from '../content/desk/plan/put-plan.ts'
import { liveEntries } from '../content/desk/updates/publish-live.ts'
import { articleKey, mediaKey, SITE_KEY } from '../content/model/key.ts'
import type { Newspaper } from './newspaper.ts'
import { once } from './once.ts'
import { photograph } from './photographs.ts'

const desk = new Desk({ folder: join(import.meta.dirname, '..', 'content') })

/** Puts the sample newspaper into a running paper, as the commands do. */
export async function putSample({ putAll }: Pick<Newspaper, 'putAll'>): Promise<void> {
  await putAll(await sampleEntries())
}

/** In the order in which the commands put them. Checked and planned once for all files of a process. */
const sampleEntries = once(async () => {
  const entries: Entry[] = []
  const put: Parameters<typeof putPlan>[0]['put'] = async (some) => {
    for await (const entry of some) entries.push(entry)
  }
  const live = await liveEntries(desk, await desk.read())
  await putPlan({ put }, await samplePlan(), () => undefined, live)
  return entries
})

/** Prepares its pictures, unless they are in the cache: that takes 40 seconds of a processor. */
export async function prepareSamplePictures(): Promise<void> {
  const folder = await desk.read()
  await preparePictures(folder, folder.documents, desk.cache)
}

/** Everything that the sample newspaper puts into an empty KV. */
async function samplePlan(): Promise<Plan> {
  const { cache } = desk
  const folder = await desk.read()
  const { documents } = folder
  const checked = await check(folder, documents, { cache, keys: async () => new Set() })
  const namespace = {
    get: () => Promise.reject(new Error('KV is empty')),
    getTexts: async () => new Map<string, string>(),
  }
  return planOf({ folder, documents, checked, keys: [], namespace, cache })
}

/** Puts the sample's articles and site as they are written: without prepared pictures, which take long. */
export async function putSampleTexts({ kv }: Pick<Newspaper, 'kv'>): Promise<void> {
  const { documents } = await desk.read()
  await Promise.all(
    documents.flatMap(({ kind, key, value }) =>
      value && kind !== 'page' ? [kv.put(key, JSON.stringify(value))] : [],
    ),
  )
}

/**
 * Puts so many stories with the sample's words and photographs, as a day of a newspaper has them: two of
 * three with a picture, one breaking, one lead.
 */
export async function putPhotographed({ kv }: Pick<Newspaper, 'kv'>, count: number): Promise<void> {
  const { documents } = await desk.read()
  const written = documents.flatMap((one) =>
    one.kind === 'article' && one.value !== null && one.value.status === undefined
      ? [one.value]
      : [],
  )
  const site = documents.find(({ kind }) => kind === 'site')?.value
  await kv.put(SITE_KEY, JSON.stringify(site))
  const now = Date.now()
  for (let index = 0; index < count; index += 1) {
    const {
      placement: _,
      breaking: __,
      expiresAt: ___,
      image: ____,
      ...article
    } = written[index % written.length] ?? {}
    const { bytes, focus } = await photograph(index)
    const src = `photograph-${index}.jpg`
    if (index % 3 !== 1) await kv.put(mediaKey(src), bytes)
    const { width, height } = await sharp(bytes).metadata()
    const story = {
      ...article,
      publishedAt: new Date(now - index * 47 * 60_000).toISOString(),
      ...(index % 3 !== 1 && {
        image: {
          src,
          alt: 'صورة',
          caption: 'شرح الصورة في سطر واحد.',
          credit: 'هدهد',
          width,
          height,
          focus,
        },
      }),
      ...(index === 0 && { placement: 'lead' }),
      ...(index === 4 && { breaking: true }),
    }
    await kv.put(articleKey(`story-${index}`), JSON.stringify(story))
  }
}
