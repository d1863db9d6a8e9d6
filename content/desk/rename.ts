import { rename as move } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { isId } from '../model/id.ts'
import { articleKey } from '../model/key.ts'
import { articlePath } from '../model/path.ts'
import { fileOfArticle, setFields } from './article-file.ts'
import { articleIn, articleText, type Current, currentOf } from './current.ts'
import type { Desk } from './desk.ts'
import { Failure } from './failure.ts'
import { historyEntry } from './history-entry.ts'
import { showLive } from './show-live.ts'
import { stamp } from './stamp.ts'

/** Gives an article another id; the former one becomes an alias, so that its address leads on. */
export async function rename(desk: Desk, from: string, to: string): Promise<void> {
  if (!isId(to)) {
    throw new Failure(
      `${to} is not an id; write lower-case letters and digits joined by single hyphens`,
    )
  }
  const [former, target] = await Promise.all([currentOf(desk, from), currentOf(desk, to)])
  const [file, targetFile] = await Promise.all([
    fileOfArticle(desk.folder, from),
    fileOfArticle(desk.folder, to),
  ])
  if (former === null && file === null) throw new Failure(`There is no article ${from}.`)
  if (targetFile !== null) throw new Failure(`${targetFile} is there already.`)
  if (former !== null) await renameInKv(desk, former, target, to)
  if (file !== null) {
    await setFields(file, { aliases: aliasesWith(from, await aliasesInFile(desk, from)) })
    await move(file, join(dirname(file), to + extname(file)))
  }
  console.log(`${from} is ${to} now.`)
  if (former === null) return
  await showLive(await desk.liveOfKv(), [to, from], [{ path: articlePath(from), status: 301 }])
}

/** The new one is there before the former one goes: whatever interrupts this, a second run mends. */
async function renameInKv(
  { namespace }: Desk,
  former: Current,
  target: Current | null,
  to: string,
): Promise<void> {
  const article = articleIn(former)
  const aliases = aliasesWith(former.name, article.aliases)
  const isHalfDone =
    target !== null && aliasesWith('', articleIn(target).aliases).includes(former.name)
  if (target !== null && !isHalfDone) throw new Failure(`There is an article ${to} already.`)
  if (target === null) {
    const text = articleText({ ...article, aliases })
    await namespace.put([
      historyEntry(to, former),
      { key: articleKey(to), value: text, metadata: stamp(text) },
    ])
  }
  await namespace.delete([former.key])
}

async function aliasesInFile(desk: Desk, id: string): Promise<unknown> {
  const { documents } = await desk.read()
  const document = documents.find((known) => known.kind === 'article' && known.id === id)
  const value = document?.source.value
  return typeof value === 'object' && value !== null && 'aliases' in value ? value.aliases : []
}

function aliasesWith(id: string, aliases: unknown): string[] {
  const known = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []
  return [...new Set([...known, ...(id === '' ? [] : [id])])]
}
