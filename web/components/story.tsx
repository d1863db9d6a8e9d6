import { articlePath, sectionPath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { inLanguage, type Setting } from '../setting.ts'
import { directionOf } from '../strings/strings.ts'
import { ShortMoment } from './moment.tsx'
import { isShown, Picture } from './picture.tsx'
import { Plain } from './plain.tsx'

interface StoryProps {
  story: Summary
  setting: Setting
  /** How much room it has on the page. */
  rank: 'lead' | 'feature' | 'brief' | 'line'
  level?: 2 | 3
  /** In a section's own block the section needs no mention. */
  showsSection?: boolean
  /** At the head of the page: its picture is loaded first. */
  isFirst?: boolean
}

/** A story in a list: its headline is the link, the rest stands around it. */
export function Story({ story, setting, rank, level = 3, showsSection, isFirst }: StoryProps) {
  const { headline, kicker, standfirst, section, image, publishedAt, language } = story
  const Heading = level === 2 ? 'h2' : 'h3'
  const isForeign = language !== setting.language
  const own = inLanguage(setting, language)
  const hasPicture = rank !== 'line' && isShown(image, setting)
  const hasText = rank === 'lead' || (rank === 'feature' && standfirst !== undefined)
  return (
    <article
      class={`story ${rank}${hasPicture ? '' : ' bare'}`}
      {...(isForeign && { lang: language, dir: directionOf(language) })}
    >
      {hasPicture && image && (
        <div class="frame">
          <Picture image={image} setting={setting} room={rank} isFirst={isFirst} isCropped alt="" />
        </div>
      )}
      <div class="words">
        {(kicker || showsSection) && rank !== 'line' && (
          <p class={`kicker ${sectionClass(section.id, setting)}`}>
            <Plain text={kicker ?? section.name} />
          </p>
        )}
        <Heading class="headline">
          <a href={articlePath(story.id)}>
            <Plain text={headline} />
          </a>
        </Heading>
        {hasText && standfirst && (
          <p class="standfirst">
            <Plain text={standfirst} />
          </p>
        )}
        <p class="meta">
          {showsSection && kicker && (
            <a class={sectionClass(section.id, setting)} href={sectionPath(section.id)}>
              <bdi>{section.name}</bdi>
            </a>
          )}
          <ShortMoment at={publishedAt} setting={own} />
        </p>
      </div>
    </article>
  )
}

const COLOURS = 8

/** Which of the section colours a section has: by its place in the site, so that they differ. */
export function sectionClass(id: string, { site }: Setting): string {
  const place = site.sections.findIndex((known) => known.id === id)
  return place === -1 ? 'hue' : `hue hue-${place % COLOURS}`
}
