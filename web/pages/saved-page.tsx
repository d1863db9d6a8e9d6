import { KeptList } from '../components/kept-list.tsx'
import type { Setting } from '../setting.ts'

/** What the reader put aside for later. */
export function SavedPage({ setting }: { setting: Setting }) {
  const { site, strings } = setting
  const { title, text, offline } = strings.saved
  return (
    <div class="listing hue">
      <header>
        <h1>{title}</h1>
        <p class="standfirst">{site.offline ? `${text} ${offline}` : text}</p>
      </header>
      <KeptList shows="saved" setting={setting} />
    </div>
  )
}
