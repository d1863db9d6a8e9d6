import { type Article, articleSchema } from '../model/article.ts'
import { parseWith } from '../model/parse.ts'
import { articlePath } from '../model/path.ts'
import { Refusal } from '../model/refusal.ts'
import { fileOfArticle, setFields } from './article-file.ts'
import { articleIn, articleText, type Current, existing, replace } from './current.ts'
import type { Desk } from './desk.ts'
import { expectationOfArticle } from './expectation.ts'
import { Failure } from './failure.ts'
import { addressOf, showLive } from './show-live.ts'

/** Takes an article from readers at once, leaves the reason in its place, and waits for the 410. */
export async function withdraw(desk: Desk, id: string, reason: string): Promise<void> {
  const refused = articleSchema.shape.reason.safeParse(reason)
  if (!refused.success) throw new Failure(`--reason ${refused.error.issues[0]?.message}`)
  const fields = { status: 'withdrawn', reason } as const
  const current = await existing(desk, id)
  await replace(desk, current, withdrawnText(current, fields))
  await noteInFile(desk, id, fields)
  console.log(`${id} is withdrawn.`)
  await showLive(await desk.liveOfKv(), [id], [{ path: articlePath(id), status: 410 }])
}

/** Brings a withdrawn article back. */
export async function restore(desk: Desk, id: string): Promise<void> {
  const current = await existing(desk, id)
  const { status, reason: _, ...article } = articleIn(current)
  if (status !== 'withdrawn') throw new Failure(`${id} is not withdrawn.`)
  const text = articleText(article)
  const revision = await replace(desk, current, text)
  await noteInFile(desk, id, { status: undefined, reason: undefined })
  console.log(`${id} is back.`)
  const value = parseWith(articleSchema, JSON.parse(text))
  const seen = expectationOfArticle(id, value, revision, Date.now())
  const live = await desk.liveOfKv()
  if ('why' in seen) console.log(`${addressOf(live, articlePath(id))} ${seen.why}`)
  await showLive(live, [id], 'status' in seen ? [seen] : [])
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

/** The file says so too, or the next publishing would not know. */
async function noteInFile(desk: Desk, id: string, fields: Record<string, unknown>): Promise<void> {
  const file = await fileOfArticle(desk.folder, id)
  if (file !== null) await setFields(file, fields)
}
