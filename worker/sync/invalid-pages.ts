import { PAGE_PREFIX } from '../../content/model/key.ts'
import type { Problem } from '../catalogue/reconcile.ts'
import type { Services } from '../context.ts'
import { parseStandingPage } from '../read/standing-page.ts'

/**
 * Reads again the standing pages that are known to be invalid. No list shows standing pages, so sync
 * needs no others; but a problem has to go once its page is valid or deleted.
 */
export async function checkInvalidPages(
  { store }: Services,
  keys: string[],
): Promise<{ problems: Problem[]; solved: string[] }> {
  const pages = await Promise.all(
    keys.map(async (key) => {
      const id = key.slice(PAGE_PREFIX.length)
      const value = await store.getPage(id)
      return { key, problem: value && parseStandingPage(value, id).problem }
    }),
  )
  return {
    problems: pages.flatMap(({ problem }) => problem ?? []),
    solved: pages.filter(({ problem }) => problem === null).map(({ key }) => key),
  }
}
