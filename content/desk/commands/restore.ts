import { articleSchema } from '../../model/article.ts'
import { parseWith } from '../../model/parse.ts'
import { articlePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { setFieldsOf } from '../folder/article-file.ts'
import { articleFields, replaceValue, requireKvValue, serializeArticle } from '../kv/kv-value.ts'
import { expectationOfArticle } from '../live/expectation.ts'
import { addressOf, waitUntilLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const restoreCommand: Command<[string]> = {
  usage: 'restore <id>',
  description: 'publish a withdrawn article again',
  examples: ['restore ship'],
  action: (desk, [id]) => restore(desk, id),
}

/** Publishes a withdrawn article again. */
async function restore(desk: Desk, id: string): Promise<void> {
  const current = await requireKvValue(desk, id)
  const { status, reason: _, ...article } = articleFields(current)
  if (status !== 'withdrawn') throw new Failure(`${id} is not withdrawn.`)
  const text = serializeArticle(article)
  const revision = await replaceValue(desk, current, text)
  await setFieldsOf(desk.folder, id, { status: undefined, reason: undefined })
  console.log(`${id} is restored.`)
  const value = parseWith(articleSchema, JSON.parse(text))
  const outcome = expectationOfArticle(id, value, revision, Date.now())
  const live = await desk.liveSiteFromKv()
  if ('why' in outcome) console.log(`${addressOf(live, articlePath(id))} ${outcome.why}`)
  await waitUntilLive(live, [id], 'status' in outcome ? [outcome] : [])
}
