import type { KVNamespace } from '@cloudflare/workers-types'

type Bytes = string | ArrayBuffer
interface Options {
  metadata?: unknown
  expiration?: number
}

/** A KV namespace in memory, with what the commands of `wrangler kv` call: get, put, delete, list. */
export function memoryKv(): KVNamespace {
  const entries = new Map<string, { bytes: Buffer; options: Options }>()
  const kv = {
    get: async (key: string, type?: 'arrayBuffer') => {
      const bytes = entries.get(key)?.bytes
      if (bytes === undefined) return null
      return type === 'arrayBuffer' ? new Uint8Array(bytes).buffer : bytes.toString('utf8')
    },
    put: async (key: string, value: Bytes, options: Options = {}) => {
      const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)
      entries.set(key, { bytes, options })
    },
    delete: async (key: string) => {
      entries.delete(key)
    },
    list: async ({ prefix = '' }: { prefix?: string }) => {
      const names = [...entries.keys()].filter((name) => name.startsWith(prefix))
      const sorted = names.sort((one, other) =>
        Buffer.compare(Buffer.from(one), Buffer.from(other)),
      )
      const keys = sorted.map((name) => ({ name, ...present(entries.get(name)?.options ?? {}) }))
      return { keys, list_complete: true }
    },
  }
  return kv as unknown as KVNamespace
}

/** Without the options that were not given: KV lists none of them. */
function present(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value != null))
}
