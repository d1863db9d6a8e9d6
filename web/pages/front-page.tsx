import { sectionPath } from '../../content/model/path.ts'
import { Breaking } from '../components/breaking.tsx'
import { Story, sectionClass } from '../components/story.tsx'
import type { Front } from '../front.ts'
import { Island } from '../islands/island.tsx'
import { localeOf, type Setting } from '../setting.ts'

/** The front page: what leads, what is next to it, a block per section, and the latest. */
export function FrontPage({ front, setting }: { front: Front; setting: Setting }) {
  const { lead, top, sections, latest, breaking } = front
  const { strings } = setting
  if (lead === null) return <p class="empty">{strings.emptyFront}</p>
  return (
    <>
      <Breaking stories={breaking} setting={setting} />
      <Island
        name="new-stories"
        when="idle"
        props={{
          forms: strings.newStories,
          breaking: strings.breaking,
          locale: localeOf(setting),
        }}
      />
      <div class="opening">
        <Story story={lead} setting={setting} rank="lead" level={2} showsSection isFirst />
        {top.length > 0 && (
          <div class={`top top-${top.length}`}>
            {top.map((story, place) => (
              <Story
                story={story}
                setting={setting}
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
            <section class={`block ${sectionClass(section.id, setting)}`}>
              <h2>
                <a href={sectionPath(section.id)}>{section.name}</a>
              </h2>
              {items.map((story, place) => (
                <Story story={story} setting={setting} rank={place === 0 ? 'feature' : 'brief'} />
              ))}
            </section>
          ))}
        </div>
        <section class="latest">
          <h2>{strings.latest}</h2>
          <ol>
            {latest.map((story) => (
              <li>
                <Story story={story} setting={setting} rank="line" />
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  )
}
