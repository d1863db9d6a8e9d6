import { ARCHIVE_PATH, SAVED_PATH, sectionPath } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Icon } from './icon.tsx'

/** Everything that the site has, at the start of the row of sections. It opens without script. */
export function SectionMenu({ context: { site, strings } }: { context: RenderContext }) {
  return (
    <details class="section-menu">
      <summary>
        <Icon name="menu" />
        <span>{strings.sections}</span>
      </summary>
      <ul>
        {site.sections.map(({ id, name }) => (
          <li>
            <a href={sectionPath(id)}>
              <BidiText text={name} />
            </a>
          </li>
        ))}
        <li>
          <a href={SAVED_PATH}>{strings.saved.title}</a>
        </li>
        <li>
          <a href={ARCHIVE_PATH}>{strings.archive}</a>
        </li>
      </ul>
    </details>
  )
}
