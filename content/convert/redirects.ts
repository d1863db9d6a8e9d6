import { slugOf } from '../model/id.ts'
import { pagePath, topicPath } from '../model/path.ts'
import { canonicalPreviousPath } from '../model/previous-path.ts'
import type { Redirect } from '../model/redirect.ts'
import type { IndexEntry } from './index-entry.ts'
import type { OldExport } from './old-export.ts'

/** The limit of the model, with room for what an editor adds. */
const MAX_REDIRECTS = 180

/**
 * What leads from the addresses of lists and pages of the previous system to ours: one line for each
 * page and for each category that is no section, and patterns for everything else.
 */
export function redirectsOf(
  { site }: OldExport,
  sections: { id: string }[],
  entries: Map<string, IndexEntry>,
): Redirect[] {
  const isSection = new Set(sections.map(({ id }) => id))
  const pages = [...entries.values()].flatMap(({ kind, id, previousPaths }) =>
    kind === 'page' ? previousPaths.map((from) => ({ from, to: pagePath(id) })) : [],
  )
  const categories = [...site.categories.values()].flatMap(({ slug, name, parent }) => {
    const to = topicPath(name)
    if (to === null || isSection.has(slugOf(slug) ?? '')) return []
    const paths = [`/category/${slug}`, ...(parent ? [`/category/${parent}/${slug}`] : [])]
    return paths.map((from) => ({ from: canonicalPreviousPath(from), to }))
  })
  const patterns = site.redirects.map(({ from, to }) => ({ from: canonicalPreviousPath(from), to }))
  return [...[...pages, ...categories].slice(0, MAX_REDIRECTS - patterns.length), ...patterns]
}
