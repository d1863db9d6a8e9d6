import type { KVNamespace } from '@cloudflare/workers-types'

/** Where a test stores the puts that each data centre comes to see in its own time. */
export const HISTORY_KEY = 'test:history'

export interface Version {
  key: string
  /** Null for a deletion. */
  value: string | null
  metadata: unknown
  /** When each data centre begins to hand it out, in milliseconds since 1970. */
  seenFrom: number[]
}

/** KV as one data centre sees it at this moment: articles from the history, all else as it is. */
export function centreOf(kv: KVNamespace, centre: number, now: number): KVNamespace {
  // As it is at this moment: it is read once for all keys.
  let history: Promise<Version[]> | undefined
  const versions = () => {
    history ??= kv.get<Version[]>(HISTORY_KEY, 'json').then((found) => found ?? [])
    return history
  }
  const seen = async (key: string) => {
    return (await versions()).findLast(
      (version) => version.key === key && (version.seenFrom[centre] ?? 0) <= now,
    )
  }
  const view = {
    getWithMetadata: async (key: string, options: never) => {
      if (!/^(?:article|live):/.test(key)) return kv.getWithMetadata(key, options)
      const version = await seen(key)
      if (version === undefined || version.value === null) return { value: null, metadata: null }
      return {
        value: new TextEncoder().encode(version.value).buffer,
        metadata: version.metadata,
      }
    },
    list: async () => {
      const keys = [...new Set((await versions()).map(({ key }) => key))].toSorted()
      const found = await Promise.all(keys.map(seen))
      const listed = found.filter((version) => version !== undefined && version.value !== null)
      return {
        keys: listed.map((version) => ({ name: version?.key, metadata: version?.metadata })),
        list_complete: true,
      }
    },
    put: (key: string, value: string) => kv.put(key, value),
  }
  return view as unknown as KVNamespace
}
