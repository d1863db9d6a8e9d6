import { showDate, showHijriDate } from '../../content/model/date.ts'
import { FRONT_PATH, sectionPath } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Hoopoe } from '../render/hoopoe.tsx'
import type { PageStyle } from '../styles/page-styles.ts'
import { ReadingTools } from './reading-tools.tsx'
import { SearchLink, SearchMenu } from './search-menu.tsx'
import { sectionClass } from './story.tsx'

interface MastheadProps {
  context: RenderContext
  /** Large, with the date, on the front page; a strip on other pages. */
  style: PageStyle
  /** The section that the page belongs to. */
  section?: string
}

/** The head of every page: the site's name, the date in both calendars, and the sections. */
export function Masthead({ context, style, section }: MastheadProps) {
  const { site, strings, calendar, now } = context
  const hijri = showHijriDate(now, calendar)
  const isFront = style === 'front'
  const name = (
    <a class="nameplate" href={FRONT_PATH}>
      <Hoopoe />
      <span>
        <BidiText text={site.name} />
      </span>
    </a>
  )
  return (
    <header class={isFront ? 'masthead grand' : 'masthead'}>
      <div class="title">
        {isFront ? <h1>{name}</h1> : <p>{name}</p>}
        {isFront && site.tagline && (
          <p class="tagline">
            <BidiText text={site.tagline} />
          </p>
        )}
      </div>
      {style === 'article' && <SearchLink context={context} />}
      {style !== 'article' && style !== 'search' && <SearchMenu context={context} />}
      {style !== 'article' && <ReadingTools context={context} />}
      {isFront && (
        <p class="date">
          <span>{showDate(now, calendar)}</span> {hijri && <span>{hijri}</span>}
        </p>
      )}
      {site.sections.length > 0 && (
        <nav class="sections" aria-label={strings.sections}>
          <ul>
            {site.sections.map(({ id, name }) => (
              <li class={sectionClass(id, context)}>
                <a href={sectionPath(id)} aria-current={id === section ? 'page' : undefined}>
                  <BidiText text={name} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}
