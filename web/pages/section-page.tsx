import { sectionPath } from '../../content/model/path.ts'
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
  const { id, name } = section
  const href = sectionPath(id)
  return {
    style: 'list',
    head: (context) =>
      listHead(context, { title: name, isFirst: list.isFirst, kind: 'section', items: list.items }),
    body: (context) => (
      <Listing
        {...list}
        title={name}
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
