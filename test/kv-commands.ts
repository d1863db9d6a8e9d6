import { readFile } from 'node:fs/promises'
import type { KVNamespace } from '@cloudflare/workers-types'

/** A command of `wrangler kv`, with what is in the file that a bulk command names. */
export interface KvCommand {
  args: string[]
  file: string | null
}

type Bulk = {
  key: string
  value: string
  base64?: boolean
  metadata?: unknown
  expiration?: number
}[]

/** Answers `wrangler kv …` on a namespace, in the same output as the local wrangler. */
export async function kvCommand(kv: KVNamespace, { args, file }: KvCommand): Promise<Buffer> {
  const [, object, verb, operand = '', value = ''] = args
  const option = (name: string) =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(`--${name}=`.length)
  switch (`${object} ${verb}`) {
    case 'key list':
      return json(await allKeys(kv, option('prefix')))
    case 'key get': {
      const bytes = await kv.get(operand, 'arrayBuffer')
      return bytes === null ? Buffer.from('Value not found\n') : Buffer.from(bytes)
    }
    case 'key put': {
      const path = option('path')
      const metadata = JSON.parse(option('metadata') ?? 'null')
      const bytes = path === undefined ? value : new Uint8Array(await readFile(path)).buffer
      await kv.put(operand, bytes, { metadata })
      return Buffer.alloc(0)
    }
    case 'key delete':
      await kv.delete(operand)
      return Buffer.alloc(0)
    case 'bulk get': {
      const names = JSON.parse(file ?? '') as string[]
      const found = await Promise.all(names.map(async (name) => [name, await entry(kv, name)]))
      return json(Object.fromEntries(found))
    }
    case 'bulk put':
      for (const one of JSON.parse(file ?? '') as Bulk) {
        const bytes = one.base64
          ? new Uint8Array(Buffer.from(one.value, 'base64')).buffer
          : one.value
        await kv.put(one.key, bytes, { metadata: one.metadata, expiration: one.expiration })
      }
      return Buffer.alloc(0)
    case 'bulk delete':
      for (const name of JSON.parse(file ?? '') as string[]) await kv.delete(name)
      return Buffer.alloc(0)
    default:
      throw new Error(`unknown command ${args.join(' ')}`)
  }
}

async function entry(kv: KVNamespace, name: string) {
  const value = await kv.get(name)
  return value === null ? null : { value }
}

async function allKeys(kv: KVNamespace, prefix: string | undefined) {
  const keys: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await kv.list({ prefix, cursor })
    keys.push(...page.keys)
    cursor = page.list_complete ? undefined : page.cursor
  } while (cursor !== undefined)
  return keys
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
