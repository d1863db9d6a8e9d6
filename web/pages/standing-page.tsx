import type { Page } from '../../content/model/page.ts'
import { BodyBlocks } from '../components/body.tsx'
import { FullMoment } from '../components/moment.tsx'
import { Plain } from '../components/plain.tsx'
import type { Setting } from '../setting.ts'
import { directionOf } from '../strings/strings.ts'

/** A page that stands: about, contact, policies. */
export function StandingPage({ page, setting }: { page: Page; setting: Setting }) {
  const { title, standfirst, updatedAt, body, language } = page
  return (
    <article class="article" {...(language && { lang: language, dir: directionOf(language) })}>
      <header>
        <h1>{title}</h1>
        {standfirst && (
          <p class="standfirst">
            <Plain text={standfirst} />
          </p>
        )}
        {updatedAt && (
          <p class="times">
            {setting.strings.updated} <FullMoment at={updatedAt} setting={setting} />
          </p>
        )}
      </header>
      <div class="body">
        <BodyBlocks body={body} setting={setting} />
      </div>
    </article>
  )
}
