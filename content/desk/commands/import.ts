import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Option } from 'commander'
import { DERIVED_PREFIX } from '../../model/key.ts'
import { counted } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import { Failure, messageOf } from '../failure.ts'
import { EXPORTED_KEYS, type ExportedKey } from '../kv/export-format.ts'
import type { Entry, Key } from '../kv/namespace.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

export const importCommand: Command<[string], { force?: boolean }> = {
  usage: 'import <folder>',
  description: 'write an export to KV; asks for --force where it would overwrite something',
  examples: ['import backup --remote --env staging'],
  options: [
    new Option('--force', 'overwrite what KV has, and leave there what the export has not'),
  ],
  action: (desk, [folder], { force }) => importFrom(desk, fromInvocation(folder), force),
}

/** KV refuses an expiration that is nearer than this. */
const MIN_LIFE_MS = 60_000

/** Writes an export to KV: every value with its metadata and expiration. */
async function importFrom({ namespace }: Desk, source: string, force = false): Promise<void> {
  const [exported, known] = await Promise.all([exportedKeys(source), namespace.keys()])
  if (!force) refuseOverwriting(exported, known)
  await namespace.put(entriesOf(source, exported), progressOf('put', exported.length, 'value'))
  console.log(`Imported ${source}. Lists are updated within two minutes.`)
}

/** After an interrupted import some keys of this export are there already, with the same stamps. */
function refuseOverwriting(exported: ExportedKey[], known: Key[]): void {
  const metadata = new Map(exported.map((key) => [key.name, JSON.stringify(key.metadata)]))
  const others = known.filter(
    (key) =>
      !key.name.startsWith(DERIVED_PREFIX) &&
      (!metadata.has(key.name) || metadata.get(key.name) !== JSON.stringify(key.metadata)),
  )
  const [first] = others
  if (first === undefined) return
  const replaced = others.filter(({ name }) => metadata.has(name)).length
  throw new Failure(
    `KV is not empty (it has ${first.name}); ${counted(replaced, 'value')} would be overwritten. Import into an empty KV, or add --force.`,
  )
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
    if (expiration !== undefined && expiration * 1000 < Date.now() + MIN_LIFE_MS) continue
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
