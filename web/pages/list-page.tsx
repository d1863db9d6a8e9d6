import { showHijriDate } from '../../content/model/date.ts'
import { slugOf } from '../../content/model/id.ts'
import type { Summary } from '../../content/model/summary.ts'
import { Listing } from '../components/listing.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
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
  /** How many stories a topic or an author has; a lower bound where not all are counted. */
  count?: number
  hasMore?: boolean
  /** Of a day's list: a moment of that day, in milliseconds since 1970. */
  at?: number
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
        facts={factsOf(props, context)}
        label={context.strings.lists[list]}
        hue="hue"
        empty={context.strings.emptyList}
        context={context}
      />
    ),
  }
}

/** What stands below the title: who an author is, how many stories there are, the day in the other calendar. */
function factsOf(
  { list, title, items, count, hasMore = false, at }: ListPageProps,
  context: RenderContext,
): string[] {
  const { calendar, strings } = context
  const isNamed = ({ name }: { name: string }) => slugOf(name) === slugOf(title)
  const author = list === 'author' ? items[0]?.authors.find(isNamed) : undefined
  const shown = count && new Intl.NumberFormat(localeOf(context)).format(count)
  return [
    author?.role,
    author?.place,
    count && shown && (hasMore ? strings.moreStories(shown) : strings.storyCount(count, shown)),
    at === undefined ? null : showHijriDate(at, calendar),
  ].filter((fact) => typeof fact === 'string')
}
