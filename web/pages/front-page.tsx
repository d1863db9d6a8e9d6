import { FRONT_PATH, sectionPath } from '../../content/model/path.ts'
import { Breaking, closedRule } from '../components/breaking.tsx'
import { Story, sectionClass } from '../components/story.tsx'
import { Island } from '../islands/island.tsx'
import { NewStories } from '../islands/new-stories.tsx'
import { plainBidi } from '../render/bidi.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
import type { Front } from '../render/front.ts'
import { canonicalUrl, headOf } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'
import { siteData } from '../render/structured-data.ts'

export function frontPage(front: Front): PageDefinition {
  return {
    style: 'front',
    head: (context) => {
      const { name, tagline } = context.site
      return headOf(context, {
        title: tagline ? `${plainBidi(name)} | ${plainBidi(tagline)}` : plainBidi(name),
        description: tagline && plainBidi(tagline),
        canonical: canonicalUrl(context, FRONT_PATH),
        feed: { list: FRONT_PATH, title: name },
        structured: siteData(context.site),
      })
    },
    body: (context) => <FrontPage front={front} context={context} />,
    rules: closedRule(front.breaking),
    offlinePath: FRONT_PATH,
  }
}

/** The lead, the stories next to it, a block for each section, and the latest. */
function FrontPage({ front, context }: { front: Front; context: RenderContext }) {
  const { lead, top, sections, latest, breaking } = front
  const { strings } = context
  if (lead === null) return <p class="empty">{strings.emptyFront}</p>
  return (
    <>
      <Breaking stories={breaking} context={context} />
      <Island
        name="new-stories"
        component={NewStories}
        when="idle"
        props={{
          forms: strings.newStories,
          breaking: strings.breaking,
          locale: localeOf(context),
        }}
      />
      <div class="opening">
        <Story story={lead} context={context} rank="lead" level={2} showsSection isFirst />
        {top.length > 0 && (
          <div class={`top top-${top.length}`}>
            {top.map((story, place) => (
              <Story
                story={story}
                context={context}
                rank={place === 0 ? 'feature' : 'brief'}
                level={2}
                showsSection
              />
            ))}
          </div>
        )}
      </div>
      <div class="rest">
        <div class="blocks">
          {sections.map(({ section, items }) => (
            <section class={`block ${sectionClass(section.id, context)}`}>
              <h2>
                <a href={sectionPath(section.id)}>
                  <BidiText text={section.name} />
                </a>
              </h2>
              {items.map((story, place) => (
                <Story story={story} context={context} rank={place === 0 ? 'feature' : 'brief'} />
              ))}
            </section>
          ))}
        </div>
        <section class="latest">
          <h2>{strings.latest}</h2>
          <ol>
            {latest.map((story) => (
              <li>
                <Story story={story} context={context} rank="line" />
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  )
}
