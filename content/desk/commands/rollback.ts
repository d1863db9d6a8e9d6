import { articleSchema } from '../../model/article.ts'
import { historyKey, pageKey } from '../../model/key.ts'
import { pageSchema } from '../../model/page.ts'
import { parseJson, parseWith } from '../../model/parse.ts'
import { pagePath } from '../../model/path.ts'
import { Refusal } from '../../model/refusal.ts'
import { siteSchema } from '../../model/site.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { keyOfName, SITE_NAME } from '../folder/document.ts'
import { historyNotes } from '../kv/history-notes.ts'
import { currentIn, replace, statusIn } from '../kv/kv-value.ts'
import { revisionOf, stamp } from '../kv/stamp.ts'
import { expectationOfArticle } from '../live/expectation.ts'
import { addressOf, showLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const rollbackCommand: Command<[string, string | undefined]> = {
  usage: 'rollback <name> [revision]',
  description:
    'bring an earlier revision back, the last one by default; its first letters are enough',
  examples: ['rollback ship', 'rollback ship 15bf', 'rollback site.json'],
  action: (desk, [name, revision]) => rollback(desk, name, revision),
}

/** Brings an earlier revision back: the named one, or the last that was replaced. */
async function rollback(desk: Desk, name: string, wanted = ''): Promise<void> {
  const key = keyOfName(name)
  const [keys, notes] = await Promise.all([
    desk.namespace.keys(key),
    historyNotes(desk.namespace, name),
  ])
  const known = notes.filter(({ rev }) => rev.startsWith(wanted))
  // The last one that was replaced may be the very text that is there now.
  const nearest = known.slice(0, 2).map(({ rev }) => historyKey(name, rev))
  const texts = await desk.namespace.getTexts([key, ...nearest])
  const current = currentIn(name, keys, texts)
  const now = current && revisionOf(current.text)
  const note = known.slice(0, 2).find(({ rev }) => rev !== now)
  if (note === undefined) {
    throw new Failure(
      wanted !== '' && now?.startsWith(wanted)
        ? `${name} is at ${wanted} already.`
        : `There is no earlier revision ${wanted ? `${wanted} ` : ''}of ${name}; see "history ${name}".`,
    )
  }
  if (current && name !== SITE_NAME && statusIn(current) === 'withdrawn') {
    throw new Failure(`${name} is withdrawn; only "restore ${name}" brings it back.`)
  }
  const text = texts.get(historyKey(name, note.rev))
  if (text === undefined) throw new Failure(`${note.rev} is gone; see "history ${name}".`)
  const seen = seenOf(name, note.rev, text)
  if (current) await replace(desk, current, text, { not: revisionOf(current.text) })
  else await desk.namespace.put([{ key, value: text, metadata: stamp(text) }])
  console.log(`${name} is at ${note.rev} again: ${note.title}`)
  const live = await desk.liveOfKv()
  if (seen.path !== null && 'why' in seen) console.log(`${addressOf(live, seen.path)} ${seen.why}`)
  const isArticle = name !== SITE_NAME && !name.startsWith(pageKey(''))
  await showLive(live, isArticle ? [name] : [], 'status' in seen ? [seen] : [])
}

/** What readers are to see of an earlier revision. @throws Failure where it was broken itself */
function seenOf(name: string, rev: string, text: string) {
  const revision = revisionOf(text)
  try {
    const value = parseJson(text)
    if (name === SITE_NAME) {
      parseWith(siteSchema, value)
      return { path: null, why: 'changes every page' }
    }
    if (name.startsWith(pageKey(''))) {
      parseWith(pageSchema, value)
      return { path: pagePath(name.slice(pageKey('').length)), status: 200, revision }
    }
    return expectationOfArticle(name, parseWith(articleSchema, value), revision, Date.now())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Failure(
      `The revision ${rev} of ${name} was broken (${error.problems[0]?.message}); name an earlier one of "history ${name}".`,
    )
  }
}
