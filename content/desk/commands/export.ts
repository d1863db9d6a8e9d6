import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMediaName } from '../../model/figure.ts'
import { isId } from '../../model/id.ts'
import {
  articleKey,
  DERIVED_PREFIX,
  HISTORY_PREFIX,
  mediaNameOf,
  pageKey,
  SITE_KEY,
} from '../../model/key.ts'
import { imageUrl } from '../../model/path.ts'
import { counted } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { EXPORTED_KEYS, type ExportedKey } from '../kv/export-format.ts'
import type { Key } from '../kv/namespace.ts'
import { revisionOf, stampIn } from '../kv/stamp.ts'
import type { LiveSite } from '../live/live-site.ts'
import { fromInvocation } from '../npm-options.ts'
import { readPrepared } from '../pictures/picture-cache.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

export const exportCommand: Command<[string]> = {
  usage: 'export <folder>',
  description: 'write everything in KV to files',
  examples: ['export backup', 'export backup --remote'],
  action: (desk, [folder]) => exportTo(desk, fromInvocation(folder)),
}

const CONCURRENCY = 4
const ANSWER_MS = 30_000
/** What most file systems take. */
const MAX_NAME_BYTES = 255

/**
 * Writes everything in KV to a folder that `publish` can read: the exact bytes of the values, and in
 * `keys.json` the key, metadata and expiration of each file.
 */
async function exportTo(desk: Desk, target: string): Promise<void> {
  const { namespace } = desk
  const entries = await readdir(target).catch(() => [])
  if (entries.length > 0)
    throw new Failure(`${target} is not empty; name a new or an empty folder.`)
  const keys = (await namespace.keys()).filter(({ name }) => !name.startsWith(DERIVED_PREFIX))
  const files: ExportedKey[] = keys.map((key) => ({ ...key, file: fileFor(key.name) }))
  const [texts, live] = await Promise.all([
    namespace.getTexts(keys.filter(isText).map(({ name }) => name)),
    desk.liveSiteFromKv(),
  ])
  const onWritten = progressOf('exported', files.length, 'value')
  let count = 0
  const queue = [...files]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const text = texts.get(next.name)
      // A text with U+FFFD may have had other bytes.
      const isExact = text !== undefined && !text.includes('\uFFFD')
      const file = join(target, next.file)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, isExact ? text : await bytesOf(desk, live, next))
      onWritten(++count)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  await mkdir(target, { recursive: true })
  await writeFile(join(target, EXPORTED_KEYS), `${JSON.stringify(files, null, 2)}\n`)
  console.log(
    `${counted(files.length, 'value')} in ${target}; ${EXPORTED_KEYS} lists the key of each file.`,
  )
}

/**
 * Wrangler returns bytes one value at a time, in a new process for each. So a picture with a stamp is
 * taken from the picture cache or from the running site, if the bytes match the stamp.
 */
async function bytesOf(
  { namespace, cache }: Desk,
  live: LiveSite | null,
  key: Key,
): Promise<Buffer> {
  const rev = stampIn(key.metadata)?.rev
  const name = mediaNameOf(key.name)
  if (rev !== undefined && name !== null) {
    for (const read of [() => readPrepared(name, cache), () => readLive(live, name)]) {
      const bytes = await read().catch(() => null)
      if (bytes !== null && revisionOf(bytes) === rev) return bytes
    }
  }
  return namespace.get(key.name)
}

async function readLive(live: LiveSite | null, name: string): Promise<Buffer | null> {
  if (live === null) return null
  const signal = AbortSignal.timeout(ANSWER_MS)
  const response = await fetch(new URL(imageUrl(name), live.origin), { signal })
  return response.ok ? Buffer.from(await response.arrayBuffer()) : null
}

function isText({ name }: Key): boolean {
  return mediaNameOf(name) === null
}

/** A key may be any text that somebody typed: an unknown kind of key becomes a hash. */
function fileFor(key: string): string {
  const known = knownFile(key)
  const isValidName = known?.split('/').every((part) => Buffer.byteLength(part) <= MAX_NAME_BYTES)
  return known !== null && isValidName
    ? known
    : join('other', createHash('sha256').update(key).digest('hex').slice(0, 32))
}

function knownFile(key: string): string | null {
  const media = mediaNameOf(key)
  if (media !== null) return isMediaName(media) ? `media/${media}` : null
  if (key === SITE_KEY) return 'site.json'
  for (const [prefix, folder] of [
    [articleKey(''), 'articles'],
    [pageKey(''), 'pages'],
  ] as const) {
    const id = key.slice(prefix.length)
    if (key.startsWith(prefix) && isId(id)) return `${folder}/${id}.json`
  }
  const [, of, revision] = new RegExp(`^${HISTORY_PREFIX}(.+):([0-9a-f]{16})$`).exec(key) ?? []
  return of !== undefined && /^(?:page:)?[\p{L}\p{M}\p{N}.-]+$/u.test(of) && !of.startsWith('.')
    ? `history/${of.replace(':', '/')}/${revision}.json`
    : null
}
