import { join } from 'node:path'
import { check } from '../content/desk/check/check.ts'
import { Desk } from '../content/desk/desk.ts'
import { type Plan, planOf } from '../content/desk/plan/plan.ts'
import { putPlan } from '../content/desk/plan/put-plan.ts'
import type { Newspaper } from './newspaper.ts'

const desk = new Desk({ folder: join(import.meta.dirname, '..', 'content') })

/** Puts the sample newspaper into a running paper, as the commands do. */
export async function putSample({ kv }: Pick<Newspaper, 'kv'>): Promise<void> {
  const put: Parameters<typeof putPlan>[0]['put'] = async (entries) => {
    for await (const { key, value, base64, metadata } of entries) {
      const bytes = base64 ? Uint8Array.from(Buffer.from(value, 'base64')) : value
      await kv.put(key, bytes, { metadata })
    }
  }
  await putPlan({ put }, await samplePlan(), () => undefined)
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
