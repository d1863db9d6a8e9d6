import { FRONT_PATH } from '../../content/model/path.ts'
import { Hoopoe } from '../components/hoopoe.tsx'
import type { Setting } from '../setting.ts'

interface MessagePageProps {
  title: string
  text: string
  setting: Setting
  requestId?: string
}

/** What stands where there is no story: what happened, and where to go. */
export function MessagePage({ title, text, setting, requestId }: MessagePageProps) {
  const { strings } = setting
  return (
    <div class="message">
      <Hoopoe />
      <h1>{title}</h1>
      <p>{text}</p>
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
