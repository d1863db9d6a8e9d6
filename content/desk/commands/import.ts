import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desk } from '../desk.ts'
import { Failure, messageOf } from '../failure.ts'
import { EXPORTED_KEYS, type ExportedKey } from '../kv/export-format.ts'
import type { Entry } from '../kv/namespace.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

export const importCommand: Command<[string]> = {
  usage: 'import <folder>',
  description: 'put an export into an empty KV, byte by byte',
  examples: ['import backup --remote --env staging'],
  action: (desk, [folder]) => importFrom(desk, fromInvocation(folder)),
}

/** KV takes nothing that expires sooner. */
const SHORTEST_LIFE_MS = 60_000

/** Puts an export into a KV that holds nothing: every value, and what stood beside it, as it was. */
async function importFrom({ namespace }: Desk, source: string): Promise<void> {
  const [exported, known] = await Promise.all([exportedKeys(source), namespace.keys()])
  // An interrupted run is given again: what it put is the same.
  const isOurs = new Set(exported.map(({ name }) => name))
  const other = known.find(({ name }) => !isOurs.has(name) && !name.startsWith('derived:'))
  if (other) {
    throw new Failure(`The KV holds other things, like ${other.name}; import into an empty one.`)
  }
  await namespace.put(entriesOf(source, exported), progressOf('put', exported.length, 'value'))
  console.log(`KV holds what ${source} holds. Lists follow by themselves, within two minutes.`)
}

async function exportedKeys(source: string): Promise<ExportedKey[]> {
  const file = join(source, EXPORTED_KEYS)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ExportedKey[]
  } catch (error) {
    throw new Failure(
      `${source} is no export (${messageOf(error)}); name a folder that "export" wrote`,
    )
  }
}

/** One by one: all pictures would not fit into memory. */
async function* entriesOf(source: string, keys: ExportedKey[]): AsyncGenerator<Entry> {
  for (const { name: key, file, metadata, expiration } of keys) {
    // What has expired meanwhile is gone, as it was meant to be.
    if (expiration !== undefined && expiration * 1000 < Date.now() + SHORTEST_LIFE_MS) continue
    const bytes = await readFile(join(source, file))
    if (metadata !== undefined && typeof metadata !== 'object') {
      throw new Failure(`${key} has metadata that is no object; put it with "wrangler kv key put"`)
    }
    const beside = {
      ...(metadata && { metadata }),
      ...(expiration !== undefined && { expiration }),
    }
    yield { key, value: bytes.toString('base64'), base64: true, ...beside }
  }
}
