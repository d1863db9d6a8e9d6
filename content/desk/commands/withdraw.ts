import { Option } from 'commander'
import { type Article, articleSchema } from '../../model/article.ts'
import { articlePath } from '../../model/path.ts'
import { Refusal } from '../../model/refusal.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { setFieldsOf } from '../folder/article-file.ts'
import {
  articleFields,
  type KvValue,
  replaceValue,
  requireKvValue,
  serializeArticle,
} from '../kv/kv-value.ts'
import { waitUntilLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const withdrawCommand: Command<[string], { reason: string }> = {
  usage: 'withdraw <id>',
  description: 'remove an article from readers at once; its address answers 410 with the reason',
  examples: ['withdraw ship --reason "بأمر من المحكمة"'],
  options: [new Option('--reason <text>', 'the reason that readers see').makeOptionMandatory()],
  action: (desk, [id], { reason }) => withdraw(desk, id, reason),
}

/** Replaces an article with the reason for its withdrawal, and waits until its address answers 410. */
async function withdraw(desk: Desk, id: string, reason: string): Promise<void> {
  const refused = articleSchema.shape.reason.safeParse(reason)
  if (!refused.success) throw new Failure(`--reason ${refused.error.issues[0]?.message}`)
  const fields = { status: 'withdrawn', reason } as const
  const current = await requireKvValue(desk, id)
  await replaceValue(desk, current, withdrawnText(current, fields))
  await setFieldsOf(desk.folder, id, fields)
  console.log(`${id} is withdrawn.`)
  await waitUntilLive(await desk.liveSiteFromKv(), [id], [{ path: articlePath(id), status: 410 }])
}

/**
 * A broken value can be withdrawn too, because readers see its last good revision: valid fields stay,
 * the whole value is in the history.
 */
function withdrawnText(current: KvValue, fields: Pick<Article, 'status' | 'reason'>): string {
  const article = articleFields(current)
  try {
    return serializeArticle({ ...article, ...fields })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const wrong = new Set(error.problems.map(({ path }) => /^[^.[]+/.exec(path)?.[0]))
    const right = Object.entries(article).filter(([name]) => !wrong.has(name))
    const least = {
      headline: current.name,
      section: 'news',
      publishedAt: new Date().toISOString(),
      body: [],
    }
    return serializeArticle({ ...least, ...Object.fromEntries(right), ...fields })
  }
}
