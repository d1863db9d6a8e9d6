import { Option } from 'commander'
import { type Article, articleSchema } from '../../model/article.ts'
import { articlePath } from '../../model/path.ts'
import { Refusal } from '../../model/refusal.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { setFieldsOf } from '../folder/article-file.ts'
import { articleIn, articleText, type Current, existing, replace } from '../kv/kv-value.ts'
import { showLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const withdrawCommand: Command<[string], { reason: string }> = {
  usage: 'withdraw <id>',
  description: 'take an article from readers at once; 410 and the reason in its place',
  examples: ['withdraw ship --reason "بأمر من المحكمة"'],
  options: [new Option('--reason <text>', 'what the page in its place says').makeOptionMandatory()],
  action: (desk, [id], { reason }) => withdraw(desk, id, reason),
}

/** Takes an article from readers at once, leaves the reason in its place, and waits for the 410. */
async function withdraw(desk: Desk, id: string, reason: string): Promise<void> {
  const refused = articleSchema.shape.reason.safeParse(reason)
  if (!refused.success) throw new Failure(`--reason ${refused.error.issues[0]?.message}`)
  const fields = { status: 'withdrawn', reason } as const
  const current = await existing(desk, id)
  await replace(desk, current, withdrawnText(current, fields))
  await setFieldsOf(desk.folder, id, fields)
  console.log(`${id} is withdrawn.`)
  await showLive(await desk.liveOfKv(), [id], [{ path: articlePath(id), status: 410 }])
}

/**
 * A value with mistakes must be withdrawn too, for readers are shown the last good revision of it:
 * what is right in it stays, and the rest is in the history.
 */
function withdrawnText(current: Current, fields: Pick<Article, 'status' | 'reason'>): string {
  const article = articleIn(current)
  try {
    return articleText({ ...article, ...fields })
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
    return articleText({ ...least, ...Object.fromEntries(right), ...fields })
  }
}
