import { instant } from '../../content/model/moment.ts'
import { sectionPath, topicPath } from '../../content/model/path.ts'
import type { Section } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import { Listing } from '../components/listing.tsx'
import { sectionClass } from '../components/story.tsx'
import { listHead } from '../render/list-head.ts'
import type { PageDefinition } from '../render/page.ts'

interface SectionPageProps {
  section: Section
  items: Summary[]
  /** The page of older stories. */
  older: string | null
  isFirst: boolean
}

/** The stories of a section. */
export function sectionPage({ section, ...list }: SectionPageProps): PageDefinition {
  const { id, name, description } = section
  const href = sectionPath(id)
  return {
    style: 'list',
    head: (context) =>
      listHead(context, { title: name, isFirst: list.isFirst, kind: 'section', items: list.items }),
    body: (context) => (
      <Listing
        {...list}
        title={name}
        description={description}
        topics={list.isFirst ? topicsOfWeek(list.items, context.now) : []}
        href={href}
        hue={sectionClass(id, context)}
        empty={context.strings.emptySection}
        context={context}
      />
    ),
    section: id,
    offlinePath: list.isFirst ? href : undefined,
  }
}

const WEEK_MS = 7 * 86_400_000
const MAX_TOPICS = 5

/** The topics that at least two stories of the last week have, the most frequent first. */
function topicsOfWeek(items: Summary[], now: number): string[] {
  const counts = new Map<string, number>()
  for (const { topics, publishedAt } of items) {
    if (now - instant(publishedAt) > WEEK_MS) continue
    for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  }
  return [...counts]
    .filter(([topic, count]) => count > 1 && topicPath(topic) !== null)
    .sort(([, one], [, other]) => other - one)
    .slice(0, MAX_TOPICS)
    .map(([topic]) => topic)
}
