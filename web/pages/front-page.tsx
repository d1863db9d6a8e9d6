import { sectionPath } from '../../content/model/path.ts'
import { Story, sectionClass } from '../components/story.tsx'
import type { Front } from '../front.ts'
import type { Setting } from '../setting.ts'

/** The front page: what leads, what is next to it, a block per section, and the latest. */
export function FrontPage({ front, setting }: { front: Front; setting: Setting }) {
  const { lead, top, sections, latest, breaking } = front
  const { strings } = setting
  if (lead === null) return <p class="empty">{strings.emptyFront}</p>
  return (
    <>
      {breaking.length > 0 && (
        <section class="breaking" aria-label={strings.breaking}>
          <strong>{strings.breaking}</strong>
          {breaking.slice(0, 2).map((story) => (
            <Story story={story} setting={setting} rank="line" />
          ))}
        </section>
      )}
      <div class="opening">
        <Story story={lead} setting={setting} rank="lead" level={2} showsSection />
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
