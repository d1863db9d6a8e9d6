import { isolatedIn, plainBidi } from '../../content/arabic/bidi.ts'
import type { Summary } from '../../content/model/summary.ts'
import { directionOf } from '../strings/direction.ts'
import type { RenderContext } from './context.ts'
import { canonicalUrl, type Head, headOf, titled } from './head.ts'
import { type ListKind, listData } from './structured-data.ts'

/** The first page of a list is indexed at its one address; older pages are not indexed. */
export function listHead(
  context: RenderContext,
  {
    title,
    isFirst,
    kind,
    items,
  }: { title: string; isFirst: boolean; kind: ListKind; items: Summary[] },
): Head {
  const { site, strings, path } = context
  return headOf(context, {
    title: titled(title, context),
    description: strings.newestOf(
      isolatedIn(directionOf(site.language), title),
      plainBidi(site.name),
    ),
    canonical: isFirst ? canonicalUrl(context, withoutQuery(path)) : undefined,
    ...(kind !== 'day' && { feed: { list: withoutQuery(path), title } }),
    ...(isFirst && {
      structured: listData({ title, path: withoutQuery(path), kind, items }, site),
    }),
    isIndexed: site.origin !== undefined && isFirst,
  })
}

function withoutQuery(path: string): string {
  return path.split('?')[0] ?? path
}
