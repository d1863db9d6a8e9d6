import { rename as move } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { isId } from '../../model/id.ts'
import { ARTICLE_PREFIX, articleKey } from '../../model/key.ts'
import { articlePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle, setFields } from '../folder/article-file.ts'
import type { Document } from '../folder/document.ts'
import { pointingElsewhere } from '../folder/rewrite-references.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { articleIn, articleText, type Current } from '../kv/kv-value.ts'
import type { Entry } from '../kv/namespace.ts'
import { stamp, stampIn } from '../kv/stamp.ts'
import { showLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const renameCommand: Command<[string, string]> = {
  usage: 'rename <old> <new>',
  description: 'give an article another id; the former address leads on',
  examples: ['rename ship long-day'],
  action: (desk, [from, to]) => rename(desk, from, to),
}

/**
 * Gives an article another id; the former one becomes an alias, so that its address leads on. What
 * the folder holds of stories that name it as related, or as a translation, follows.
 */
async function rename(desk: Desk, from: string, to: string): Promise<void> {
  if (!isId(to)) {
    throw new Failure(
      `${to} is not an id; write lower-case letters and digits joined by single hyphens`,
    )
  }
  if (from === to) throw new Failure(`${from} is called so already.`)
  const [file, targetFile, documents] = await Promise.all([
    fileOfArticle(desk.folder, from),
    fileOfArticle(desk.folder, to),
    desk.read().then(
      (folder) => folder.documents,
      () => [],
    ),
  ])
  if (targetFile !== null) throw new Failure(`${targetFile} is there already.`)
  refuseTaken(documents, from, to)
  const pointing = documents.flatMap((document) => {
    const fields =
      document.kind === 'article' ? pointingElsewhere(document.source.value, from, to) : null
    return fields === null ? [] : [{ document, fields }]
  })
  const names = [from, to, ...pointing.map(({ document }) => document.name)]
  const held = await heldIn(desk, names)
  const former = held.get(from)
  if (former === undefined && file === null) throw new Failure(`There is no article ${from}.`)
  if (former !== undefined) await renameInKv(desk, { former, to, held, names })
  for (const { document, fields } of pointing) {
    await setFields(join(desk.folder, document.file), fields)
  }
  if (file !== null) {
    const own = documents.find(({ name }) => name === from)?.source.value
    const known = typeof own === 'object' && own !== null && 'aliases' in own ? own.aliases : []
    await setFields(file, { aliases: aliasesWith(from, known, to) })
    await move(file, join(dirname(file), to + extname(file)))
  }
  console.log(`${from} is ${to} now.`)
  for (const { document } of pointing) console.log(`${document.file} names ${to} now.`)
  if (former === undefined) return
  await showLive(await desk.liveOfKv(), names, [{ path: articlePath(from), status: 301 }])
}

/** What KV holds under these names. */
async function heldIn({ namespace }: Desk, names: string[]): Promise<Map<string, Current>> {
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
  former: Current
  to: string
  held: Map<string, Current>
  /** The former name, the new one, and those of stories that name it. */
  names: string[]
}

/** The new one is there before the former one goes: whatever interrupts this, a second run mends. */
async function renameInKv(
  { namespace }: Desk,
  { former, to, held, names }: Renaming,
): Promise<void> {
  const article = articleIn(former)
  const target = held.get(to)
  if (target !== undefined && !aliasesIn(articleIn(target).aliases).includes(former.name)) {
    throw new Failure(`There is an article ${to} already.`)
  }
  const entries: Entry[] = []
  if (target === undefined) {
    const aliases = aliasesWith(former.name, article.aliases, to)
    const text = articleText({ ...article, aliases })
    const metadata = stamp(text)
    entries.push(historyEntry(to, former), { key: articleKey(to), value: text, metadata })
  }
  for (const name of names.slice(2)) {
    const other = held.get(name)
    const fields = other && pointingElsewhere(articleIn(other), former.name, to)
    if (!other || !fields) continue
    const text = articleText({ ...articleIn(other), ...fields })
    entries.push(historyEntry(name, other), { key: other.key, value: text, metadata: stamp(text) })
  }
  await namespace.put(entries)
  await namespace.delete([former.key])
}

/** A former id of another story would lead two ways. */
function refuseTaken(documents: Document[], from: string, to: string): void {
  const owner = documents.find(
    (known) =>
      known.kind === 'article' && known.id !== from && known.value?.aliases?.includes(to) === true,
  )
  if (owner) throw new Failure(`${to} is a former id of ${owner.file}; choose another.`)
}

/** The former id joins the others; the new one is none, should the story have been called so once. */
function aliasesWith(from: string, aliases: unknown, to: string): string[] {
  return [...new Set([...aliasesIn(aliases), from])].filter((alias) => alias !== to)
}

function aliasesIn(aliases: unknown): string[] {
  return Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []
}
