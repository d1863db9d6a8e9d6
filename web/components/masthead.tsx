import { showDate, showHijriDate } from '../../content/model/date.ts'
import { FRONT_PATH, sectionPath } from '../../content/model/path.ts'
import type { PageStyle } from '../page-style.ts'
import type { Setting } from '../setting.ts'
import { Hoopoe } from './hoopoe.tsx'
import { ReadingTools } from './reading-tools.tsx'
import { sectionClass } from './story.tsx'

interface MastheadProps {
  setting: Setting
  /** Large with the date on the front page, a strip elsewhere. */
  style: PageStyle
  /** The section that the page belongs to. */
  section?: string
}

/** The head of the paper: its name, the date in both calendars, and the way to the sections. */
export function Masthead({ setting, style, section }: MastheadProps) {
  const { site, strings, calendar, now } = setting
  const hijri = showHijriDate(now, calendar)
  const isFront = style === 'front'
  const name = (
    <a class="nameplate" href={FRONT_PATH}>
      <Hoopoe />
      <span>{site.name}</span>
    </a>
  )
  return (
    <header class={isFront ? 'masthead grand' : 'masthead'}>
      <div class="title">
        {isFront ? <h1>{name}</h1> : <p>{name}</p>}
        {isFront && site.tagline && <p class="tagline">{site.tagline}</p>}
      </div>
      {style !== 'article' && <ReadingTools setting={setting} />}
      {isFront && (
        <p class="date">
          <span>{showDate(now, calendar)}</span>
          {hijri && <span>{hijri}</span>}
        </p>
      )}
      {site.sections.length > 0 && (
        <nav class="sections" aria-label={strings.sections}>
          <ul>
            {site.sections.map(({ id, name }) => (
              <li class={sectionClass(id, setting)}>
                <a href={sectionPath(id)} aria-current={id === section ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  )
}
