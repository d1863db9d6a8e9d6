import { articlePath } from '../model/path.ts'
import { fileOfArticle, setFields } from './article-file.ts'
import { articleIn, articleText, existing, replace } from './current.ts'
import type { Desk } from './desk.ts'
import { Failure } from './failure.ts'
import { showLive } from './show-live.ts'

/** Takes an article from readers at once, leaves the reason in its place, and waits for the 410. */
export async function withdraw(desk: Desk, id: string, reason: string): Promise<void> {
  await changeStatus(desk, id, { status: 'withdrawn', reason })
  console.log(`${id} is withdrawn.`)
  await showLive(await desk.liveOfKv(), [id], [{ path: articlePath(id), status: 410 }])
}

/** Brings a withdrawn article back. */
export async function restore(desk: Desk, id: string): Promise<void> {
  const { status } = articleIn(await existing(desk, id))
  if (status !== 'withdrawn') throw new Failure(`${id} is not withdrawn.`)
  const revision = await changeStatus(desk, id, { status: undefined, reason: undefined })
  console.log(`${id} is back.`)
  await showLive(await desk.liveOfKv(), [id], [{ path: articlePath(id), status: 200, revision }])
}

async function changeStatus(
  desk: Desk,
  id: string,
  fields: { status: string | undefined; reason: string | undefined },
): Promise<string> {
  const current = await existing(desk, id)
  const revision = await replace(desk, current, articleText({ ...articleIn(current), ...fields }))
  // The file says so too, or the next publishing would not know.
  const file = await fileOfArticle(desk.folder, id)
  if (file !== null) await setFields(file, fields)
  return revision
}
