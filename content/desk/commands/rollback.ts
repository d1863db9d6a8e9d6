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
import { kvValueIn, replaceValue, statusIn } from '../kv/kv-value.ts'
import { revisionOf, stamp } from '../kv/stamp.ts'
import { expectationOfArticle } from '../live/expectation.ts'
import { addressOf, waitUntilLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const rollbackCommand: Command<[string, string | undefined]> = {
  usage: 'rollback <name> [revision]',
  description: 'restore an earlier revision, by default the last; the first characters are enough',
  examples: ['rollback ship', 'rollback ship 15bf', 'rollback site.json'],
  action: (desk, [name, revision]) => rollback(desk, name, revision),
}

/** Restores an earlier revision: the named one, or the last one that was replaced. */
async function rollback(desk: Desk, name: string, wanted = ''): Promise<void> {
  const key = keyOfName(name)
  const [keys, notes] = await Promise.all([
    desk.namespace.keys(key),
    historyNotes(desk.namespace, name),
  ])
  const known = notes.filter(({ rev }) => rev.startsWith(wanted))
  // The last one that was replaced may have the same text as the current value.
  const nearest = known.slice(0, 2).map(({ rev }) => historyKey(name, rev))
  const texts = await desk.namespace.getTexts([key, ...nearest])
  const current = kvValueIn(name, keys, texts)
  const now = current && revisionOf(current.text)
  const note = known.slice(0, 2).find(({ rev }) => rev !== now)
  if (note === undefined) {
    throw new Failure(
      wanted !== '' && now?.startsWith(wanted)
        ? `${name} is at revision ${wanted} already.`
        : `There is no earlier revision ${wanted ? `${wanted} ` : ''}of ${name}; run "history ${name}" to list them.`,
    )
  }
  if (current && name !== SITE_NAME && statusIn(current) === 'withdrawn') {
    throw new Failure(`${name} is withdrawn; run "restore ${name}" to publish it again.`)
  }
  const text = texts.get(historyKey(name, note.rev))
  if (text === undefined)
    throw new Failure(`Revision ${note.rev} is missing; run "history ${name}" to list them.`)
  const outcome = outcomeOf(name, note.rev, text)
  if (current) await replaceValue(desk, current, text, { not: revisionOf(current.text) })
  else await desk.namespace.put([{ key, value: text, metadata: stamp(text) }])
  console.log(`${name} is back at revision ${note.rev}: ${note.title}`)
  const live = await desk.liveSiteFromKv()
  if (outcome.path !== null && 'why' in outcome)
    console.log(`${addressOf(live, outcome.path)} ${outcome.why}`)
  const isArticle = name !== SITE_NAME && !name.startsWith(pageKey(''))
  await waitUntilLive(live, isArticle ? [name] : [], 'status' in outcome ? [outcome] : [])
}

/** What readers will see of an earlier revision. @throws Failure when that revision is broken */
function outcomeOf(name: string, rev: string, text: string) {
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
      `Revision ${rev} of ${name} is broken (${error.problems[0]?.message}); choose an earlier one from "history ${name}".`,
    )
  }
}
