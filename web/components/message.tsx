import { FRONT_PATH } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Hoopoe } from '../render/hoopoe.tsx'
import { Story } from './story.tsx'

interface MessageProps {
  title: string
  text: string
  requestId?: string
  newest?: Summary[]
  context: RenderContext
}

/** In place of a story: what happened, and where to go. */
export function Message({ title, text, requestId, newest = [], context }: MessageProps) {
  const { strings } = context
  return (
    <div class="message">
      <Hoopoe />
      <h1>{title}</h1>
      <p>
        <BidiText text={text} />
      </p>
      {requestId && (
        <p class="request">
          {strings.requestId} <bdi dir="ltr">{requestId}</bdi>
        </p>
      )}
      <p>
        <a href={FRONT_PATH}>{strings.toFront}</a>
      </p>
      {newest.length > 0 && (
        <section>
          <h2>{strings.latest}</h2>
          {newest.map((story) => (
            <Story story={story} context={context} rank="line" />
          ))}
        </section>
      )}
    </div>
  )
}
