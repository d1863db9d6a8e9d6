import type { ComponentChildren } from 'preact'
import { showDate, showHijriDate } from '../../content/model/date.ts'
import {
  ARCHIVE_PATH,
  CORRECTIONS_PATH,
  FRONT_PATH,
  PARTNERS_PATH,
  pagePath,
  SAVED_PATH,
  sectionPath,
} from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Hoopoe } from '../render/hoopoe.tsx'

/** The foot of every page, in three columns: the sections; the site; its name, publisher and date. */
export function Footer({ context }: { context: RenderContext }) {
  const { site, strings, calendar, now } = context
  return (
    <footer class="footer" id="footer" tabIndex={-1}>
      <div>
        <ul>
          {site.sections.map(({ id, name }) => (
            <Entry href={sectionPath(id)}>
              <BidiText text={name} />
            </Entry>
          ))}
        </ul>
        <ul>
          <Entry href={SAVED_PATH}>{strings.saved.title}</Entry>
          <Entry href={ARCHIVE_PATH}>{strings.archive}</Entry>
          <Entry href={CORRECTIONS_PATH}>{strings.correctionList.title}</Entry>
          {Object.entries(strings.pages).map(([id, title]) => (
            <Entry href={pagePath(id)}>{title}</Entry>
          ))}
          <Entry href={PARTNERS_PATH}>{strings.partners}</Entry>
          {site.social?.map(({ name, url }) => (
            <Entry href={url} rel="me">
              <bdi>
                <BidiText text={name} />
              </bdi>
            </Entry>
          ))}
        </ul>
        <div>
          <Hoopoe />
          <p class="name">
            <a href={FRONT_PATH}>
              <BidiText text={site.name} />
            </a>
          </p>
          {site.publisher && (
            <p class="publisher">
              <BidiText text={strings.publishedBy(site.publisher)} />
            </p>
          )}
          <p class="publisher">{showDate(now, calendar)}</p>
          <p class="publisher">{showHijriDate(now, calendar)}</p>
        </div>
      </div>
    </footer>
  )
}

interface EntryProps {
  href: string
  rel?: string
  children: ComponentChildren
}

function Entry({ href, rel, children }: EntryProps) {
  return (
    <li>
      <a href={href} rel={rel}>
        {children}
      </a>
    </li>
  )
}
