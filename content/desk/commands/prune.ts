import { InvalidArgumentError, Option } from 'commander'
import { DERIVED_PREFIX, HISTORY_PREFIX, mediaNameOf } from '../../model/key.ts'
import { counted } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import type { Key } from '../kv/namespace.ts'
import { stampIn } from '../kv/stamp.ts'
import type { Command } from './command.ts'

interface Options {
  yes?: boolean
  olderThan: number
}

export const pruneCommand: Command<[], Options> = {
  usage: 'prune',
  description: 'list, and with --yes delete, prepared pictures that nothing uses and old history',
  examples: ['prune', 'prune --older-than 365 --yes'],
  options: [
    new Option('--older-than <days>', 'the age of the history to delete')
      .argParser(days)
      .default(180),
    new Option('--yes', 'delete what is listed'),
  ],
  action: (desk, _args, options) => prune(desk, options),
}

const DAY_MS = 86_400_000
const PREPARED = /^([0-9a-f]{16})\//

/** Prints what is no longer used, and deletes it when that is confirmed. */
async function prune({ namespace }: Desk, { yes, olderThan }: Options): Promise<void> {
  const keys = await namespace.keys()
  const before = Date.now() - olderThan * DAY_MS
  const history = keys.filter((key) => isOlder(key, before))
  const old = new Set(history.map(({ name }) => name))
  const texts = keys
    .map(({ name }) => name)
    .filter(
      (name) => mediaNameOf(name) === null && !name.startsWith(DERIVED_PREFIX) && !old.has(name),
    )
  // A rollback needs the pictures of the history that stays.
  const used = [...(await namespace.getTexts(texts)).values()]
  const pictures = keys.filter((key) => isUnused(key, used))
  const found = [...pictures, ...history].map(({ name }) => name)
  for (const name of found) console.log(name)
  const summary = `${counted(pictures.length, 'picture file')} not used, ${counted(history.length, 'revision')} older than ${counted(olderThan, 'day')}`
  if (found.length === 0 || !yes) {
    console.log(found.length === 0 ? `${summary}.` : `${summary}; add --yes to delete them.`)
    return
  }
  await namespace.delete(found)
  console.log(`${summary}: deleted.`)
}

function isOlder({ name, metadata }: Key, before: number): boolean {
  if (!name.startsWith(HISTORY_PREFIX)) return false
  const { until } = Object(metadata) as { until?: unknown }
  // Without a note it was put by hand, and nobody knows how old it is.
  return typeof until === 'string' && Date.parse(until) < before
}

/** Pictures are put before the article that shows them: what was put today may be about to be used. */
function isUnused({ name, metadata }: Key, texts: string[]): boolean {
  const [, hash] = PREPARED.exec(mediaNameOf(name) ?? '') ?? []
  if (hash === undefined) return false
  const at = stampIn(metadata)?.at
  if (at !== undefined && Date.parse(at) > Date.now() - DAY_MS) return false
  return !texts.some((text) => text.includes(hash))
}

function days(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  throw new InvalidArgumentError('write a whole number of days')
}
