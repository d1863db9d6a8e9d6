import {
  CORRECTIONS_PATH,
  FRONT_PATH,
  pagePath,
  SAVED_PATH,
  sectionPath,
} from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'

/** The foot of every page: sections, standing pages, publisher. */
export function Footer({ context: { site, strings } }: { context: RenderContext }) {
  return (
    <footer class="footer" id="footer" tabIndex={-1}>
      <div>
        <p class="name">
          <a href={FRONT_PATH}>
            <BidiText text={site.name} />
          </a>
        </p>
        <ul>
          {site.sections.map(({ id, name }) => (
            <li>
              <a href={sectionPath(id)}>
                <BidiText text={name} />
              </a>
            </li>
          ))}
        </ul>
        <ul>
          <li>
            <a href={SAVED_PATH}>{strings.saved.title}</a>
          </li>
          <li>
            <a href={CORRECTIONS_PATH}>{strings.correctionList.title}</a>
          </li>
          {Object.entries(strings.pages).map(([id, title]) => (
            <li>
              <a href={pagePath(id)}>{title}</a>
            </li>
          ))}
          {site.social?.map(({ name, url }) => (
            <li>
              <a href={url} rel="me">
                <bdi>
                  <BidiText text={name} />
                </bdi>
              </a>
            </li>
          ))}
        </ul>
        {site.publisher && (
          <p class="publisher">
            <BidiText text={strings.publishedBy(site.publisher)} />
          </p>
        )}
      </div>
    </footer>
  )
}
