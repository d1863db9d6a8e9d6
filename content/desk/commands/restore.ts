import { articleSchema } from '../../model/article.ts'
import { parseWith } from '../../model/parse.ts'
import { articlePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { setFieldsOf } from '../folder/article-file.ts'
import { articleIn, articleText, existing, replace } from '../kv/kv-value.ts'
import { expectationOfArticle } from '../live/expectation.ts'
import { addressOf, showLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const restoreCommand: Command<[string]> = {
  usage: 'restore <id>',
  description: 'bring a withdrawn article back',
  examples: ['restore ship'],
  action: (desk, [id]) => restore(desk, id),
}

/** Brings a withdrawn article back. */
async function restore(desk: Desk, id: string): Promise<void> {
  const current = await existing(desk, id)
  const { status, reason: _, ...article } = articleIn(current)
  if (status !== 'withdrawn') throw new Failure(`${id} is not withdrawn.`)
  const text = articleText(article)
  const revision = await replace(desk, current, text)
  await setFieldsOf(desk.folder, id, { status: undefined, reason: undefined })
  console.log(`${id} is back.`)
  const value = parseWith(articleSchema, JSON.parse(text))
  const seen = expectationOfArticle(id, value, revision, Date.now())
  const live = await desk.liveOfKv()
  if ('why' in seen) console.log(`${addressOf(live, articlePath(id))} ${seen.why}`)
  await showLive(live, [id], 'status' in seen ? [seen] : [])
}
