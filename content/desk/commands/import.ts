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
  description: 'write an export to an empty KV',
  examples: ['import backup --remote --env staging'],
  action: (desk, [folder]) => importFrom(desk, fromInvocation(folder)),
}

/** KV refuses an expiration that is nearer than this. */
const SHORTEST_LIFE_MS = 60_000

/** Writes an export to an empty KV: every value with its metadata and expiration. */
async function importFrom({ namespace }: Desk, source: string): Promise<void> {
  const [exported, known] = await Promise.all([exportedKeys(source), namespace.keys()])
  // After an interrupted import the keys of this export may be there already.
  const exportedNames = new Set(exported.map(({ name }) => name))
  const other = known.find(({ name }) => !exportedNames.has(name) && !name.startsWith('derived:'))
  if (other) {
    throw new Failure(`KV is not empty (it has ${other.name}); import into an empty KV.`)
  }
  await namespace.put(entriesOf(source, exported), progressOf('put', exported.length, 'value'))
  console.log(`Imported ${source}. Lists are updated within two minutes.`)
}

async function exportedKeys(source: string): Promise<ExportedKey[]> {
  const file = join(source, EXPORTED_KEYS)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ExportedKey[]
  } catch (error) {
    throw new Failure(
      `${source} is not an export (${messageOf(error)}); name a folder that "export" wrote`,
    )
  }
}

/** One at a time: all pictures would not fit into memory. */
async function* entriesOf(source: string, keys: ExportedKey[]): AsyncGenerator<Entry> {
  for (const { name: key, file, metadata, expiration } of keys) {
    // It has expired since the export.
    if (expiration !== undefined && expiration * 1000 < Date.now() + SHORTEST_LIFE_MS) continue
    const bytes = await readFile(join(source, file))
    if (metadata !== undefined && typeof metadata !== 'object') {
      throw new Failure(
        `${key} has metadata that is not an object; put it with "wrangler kv key put"`,
      )
    }
    const beside = {
      ...(metadata && { metadata }),
      ...(expiration !== undefined && { expiration }),
    }
    yield { key, value: bytes.toString('base64'), base64: true, ...beside }
  }
}
