import { PAGE_PREFIX } from '../../content/model/key.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import { pageToServe } from '../read/standing-page.ts'

/**
 * Looks again at standing pages that are known to be broken. No list holds them, so sync need not know
 * any other; but what is wrong has to be taken back once it is mended or gone.
 */
export async function brokenPages(
  { store }: Services,
  known: { key: string }[],
): Promise<{ problems: Problem[]; solved: string[] }> {
  const looks = await Promise.all(
    known.map(async ({ key }) => {
      const id = key.slice(PAGE_PREFIX.length)
      const stored = await store.getPage(id)
      return { key, problem: stored && pageToServe(stored, id).problem }
    }),
  )
  return {
    problems: looks.flatMap(({ problem }) => problem ?? []),
    solved: looks.filter(({ problem }) => problem === null).map(({ key }) => key),
  }
}
