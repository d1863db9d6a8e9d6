import { rename as move } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { isId } from '../../model/id.ts'
import { ARTICLE_PREFIX, articleKey, liveKey } from '../../model/key.ts'
import { articlePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle, setFields } from '../folder/article-file.ts'
import type { Document } from '../folder/document.ts'
import { rewriteReferences } from '../folder/rewrite-references.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { articleFields, type KvValue, serializeArticle } from '../kv/kv-value.ts'
import type { Entry } from '../kv/namespace.ts'
import { stamp, stampIn } from '../kv/stamp.ts'
import { waitUntilLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const renameCommand: Command<[string, string]> = {
  usage: 'rename <old> <new>',
  description: 'give an article a new id; the old address redirects to it',
  examples: ['rename ship long-day'],
  action: (desk, [from, to]) => rename(desk, from, to),
}

/**
 * Gives an article a new id. The old id becomes an alias, so that its address redirects. Articles of
 * the folder that refer to it (`related`, `translations`) are updated.
 */
async function rename(desk: Desk, from: string, to: string): Promise<void> {
  if (!isId(to)) {
    throw new Failure(
      `${to} is not an id; write lower-case letters and digits joined by single hyphens.`,
    )
  }
  if (from === to) throw new Failure(`${from} has this id already.`)
  const [file, targetFile, documents] = await Promise.all([
    fileOfArticle(desk.folder, from),
    fileOfArticle(desk.folder, to),
    desk.read().then(
      (folder) => folder.documents,
      () => [],
    ),
  ])
  if (targetFile !== null) throw new Failure(`${targetFile} exists already.`)
  refuseAliasOfOther(documents, from, to)
  const referring = documents.flatMap((document) => {
    const fields =
      document.kind === 'article' ? rewriteReferences(document.source.value, from, to) : null
    return fields === null ? [] : [{ document, fields }]
  })
  const names = [from, to, ...referring.map(({ document }) => document.name)]
  const values = await getValues(desk, names)
  const old = values.get(from)
  if (old === undefined && file === null) throw new Failure(`There is no article ${from}.`)
  if (old !== undefined) await renameInKv(desk, { old, to, values, names })
  for (const { document, fields } of referring) {
    await setFields(join(desk.folder, document.file), fields)
  }
  if (file !== null) {
    const own = documents.find(({ name }) => name === from)?.source.value
    const known = typeof own === 'object' && own !== null && 'aliases' in own ? own.aliases : []
    await setFields(file, { aliases: aliasesWith(from, known, to) })
    await move(file, join(dirname(file), to + extname(file)))
  }
  console.log(`${from} is now ${to}.`)
  for (const { document } of referring) console.log(`${document.file} now refers to ${to}.`)
  if (old === undefined) return
  await waitUntilLive(await desk.liveSiteFromKv(), names, [
    { path: articlePath(from), status: 301 },
  ])
}

/** The values in KV under these names. */
async function getValues({ namespace }: Desk, names: string[]): Promise<Map<string, KvValue>> {
  const [keys, texts] = await Promise.all([
    namespace.keys(ARTICLE_PREFIX),
    namespace.getTexts(names.map(articleKey)),
  ])
  const stamps = new Map(keys.map(({ name, metadata }) => [name, stampIn(metadata)]))
  return new Map(
    names.flatMap((name) => {
      const key = articleKey(name)
      const text = texts.get(key)
      return text === undefined ? [] : [[name, { name, key, text, stamp: stamps.get(key) ?? null }]]
    }),
  )
}

interface Renaming {
  old: KvValue
  to: string
  values: Map<string, KvValue>
  /** The old id, the new id, and those of the articles that refer to it. */
  names: string[]
}

/** Writes the new key before it deletes the old one: after an interruption, a second run completes it. */
async function renameInKv(
  { namespace }: Desk,
  { old, to, values, names }: Renaming,
): Promise<void> {
  const article = articleFields(old)
  const target = values.get(to)
  if (target !== undefined && !aliasesIn(articleFields(target).aliases).includes(old.name)) {
    throw new Failure(`There is already an article ${to}.`)
  }
  const entries: Entry[] = []
  if (target === undefined) {
    const aliases = aliasesWith(old.name, article.aliases, to)
    const text = serializeArticle({ ...article, aliases })
    const metadata = stamp(text)
    entries.push(historyEntry(to, old), { key: articleKey(to), value: text, metadata })
  }
  for (const name of names.slice(2)) {
    const other = values.get(name)
    const fields = other && rewriteReferences(articleFields(other), old.name, to)
    if (!other || !fields) continue
    const text = serializeArticle({ ...articleFields(other), ...fields })
    entries.push(historyEntry(name, other), { key: other.key, value: text, metadata: stamp(text) })
  }
  const updates = await updatesOf(namespace, old.name)
  for (const [key, text] of updates) {
    const moved = liveKey(to) + key.slice(liveKey(old.name).length)
    entries.unshift({ key: moved, value: text, metadata: stamp(text) })
  }
  await namespace.put(entries)
  await namespace.delete([old.key, ...updates.keys()])
}

/** The updates of a live story, with their older parts. */
async function updatesOf(namespace: Desk['namespace'], id: string): Promise<Map<string, string>> {
  const keys = await namespace.keys(liveKey(id))
  const own = keys.filter(({ name }) => /^(?::\d+)?$/.test(name.slice(liveKey(id).length)))
  return namespace.getTexts(own.map(({ name }) => name))
}

/** An alias of another article cannot redirect to two. */
function refuseAliasOfOther(documents: Document[], from: string, to: string): void {
  const owner = documents.find(
    (known) =>
      known.kind === 'article' && known.id !== from && known.value?.aliases?.includes(to) === true,
  )
  if (owner) throw new Failure(`${to} is a previous id of ${owner.file}; choose another id.`)
}

/** The aliases with the old id added and the new id removed, in case it was a previous id. */
function aliasesWith(from: string, aliases: unknown, to: string): string[] {
  return [...new Set([...aliasesIn(aliases), from])].filter((alias) => alias !== to)
}

function aliasesIn(aliases: unknown): string[] {
  return Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []
}
