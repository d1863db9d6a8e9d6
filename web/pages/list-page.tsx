import type { Summary } from '../../content/model/summary.ts'
import { Listing } from '../components/listing.tsx'
import { listHead } from '../render/list-head.ts'
import type { PageDefinition } from '../render/page.ts'

export interface ListPageProps {
  list: 'topic' | 'author' | 'day'
  title: string
  /** The list's first page. */
  href: string
  items: Summary[]
  /** The page of older stories. */
  older: string | null
  isFirst: boolean
  /** Of a day's list: the days before and after it. */
  days?: { previous: string; next: string | null }
}

/** The stories of a topic, an author or a day. */
export function listPage(props: ListPageProps): PageDefinition {
  const { list, title, isFirst } = props
  return {
    style: 'list',
    head: (context) => listHead(context, { title, isFirst, kind: list, items: props.items }),
    body: (context) => (
      <Listing
        {...props}
        label={context.strings.lists[list]}
        hue="hue"
        empty={context.strings.emptyList}
        context={context}
      />
    ),
  }
}
