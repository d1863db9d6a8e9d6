import { FRONT_PATH } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Hoopoe } from '../render/hoopoe.tsx'

interface MessageProps {
  title: string
  text: string
  requestId?: string
  context: RenderContext
}

/** In place of a story: what happened, and where to go. */
export function Message({ title, text, requestId, context: { strings } }: MessageProps) {
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
    </div>
  )
}
