import { topicPath } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { Strings } from '../strings/strings.ts'

/** What the story is about. */
export function Topics({ topics, strings }: { topics: string[]; strings: Strings }) {
  if (topics.length === 0) return null
  return (
    <section class="topics">
      <h2>{strings.topics}</h2>
      <ul>
        {topics.map((topic) => (
          <li>
            <a href={topicPath(topic) ?? undefined}>
              <bdi>
                <BidiText text={topic} />
              </bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
