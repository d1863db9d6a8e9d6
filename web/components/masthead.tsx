import { showDate, showHijriDate } from '../../content/model/date.ts'
import { FRONT_PATH, SAVED_PATH, sectionPath } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { Hoopoe } from '../render/hoopoe.tsx'
import { LETTERED_NAME, Lettering } from '../render/lettering.tsx'
import type { PageStyle } from '../styles/page-styles.ts'
import { Icon } from './icon.tsx'
import { ReadingTools } from './reading-tools.tsx'
import { SearchLink, SearchMenu } from './search-menu.tsx'
import { SectionMenu } from './section-menu.tsx'
import { sectionClass } from './story.tsx'

interface MastheadProps {
  context: RenderContext
  /** With the date on the front page. */
  style: PageStyle
  /** The section that the page belongs to. */
  section?: string
}

/** The head of every page: the date, the site's name, the reader's tools, and the sections. */
export function Masthead({ context, style, section }: MastheadProps) {
  const { site, strings, calendar, now } = context
  const isFront = style === 'front'
  const Heading = isFront ? 'h1' : 'p'
  const hijri = showHijriDate(now, calendar)
  return (
    <header class={isFront ? 'masthead grand' : 'masthead'}>
      <div class="title">
        {isFront && (
          <p class="date">
            <span>{showDate(now, calendar)}</span> {hijri && <span>{hijri}</span>}
          </p>
        )}
        <Heading>
          <Nameplate name={site.name} />
        </Heading>
        <div class="icons">
          {style === 'article' && <SearchLink context={context} />}
          {style !== 'article' && style !== 'search' && <SearchMenu context={context} />}
          <a href={SAVED_PATH} title={strings.saved.title} aria-label={strings.saved.title}>
            <Icon name="bookmark" />
          </a>
          <ReadingTools context={context} />
        </div>
      </div>
      <nav class="sections" aria-label={strings.sections}>
        <SectionMenu context={context} />
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
    </header>
  )
}

function Nameplate({ name }: { name: string }) {
  const isLettered = name === LETTERED_NAME
  return (
    <a class="nameplate" href={FRONT_PATH}>
      {isLettered ? <Lettering /> : <Hoopoe />}
      <span class={isLettered ? 'unseen' : undefined}>
        <BidiText text={name} />
      </span>
    </a>
  )
}
