import { KeptList } from '../components/kept-list.tsx'
import type { Setting } from '../setting.ts'

/** What stands in for a page that can not be reached: the stories that are on the reader's device. */
export function OfflinePage({ setting }: { setting: Setting }) {
  const { title, text, again } = setting.strings.offline
  return (
    <div class="listing hue">
      <header>
        <h1>{title}</h1>
        <p class="standfirst">{text}</p>
        <p>
          {/* biome-ignore lint/a11y/useValidAnchor: it stands at the address that was asked for, and empty it asks again */}
          <a href="">{again}</a>
        </p>
      </header>
      <KeptList shows="copies" setting={setting} />
    </div>
  )
}
