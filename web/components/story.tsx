import { liveState } from '../../content/model/live-story.ts'
import { articlePath, sectionPath, updatePath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { type RenderContext, withLanguage } from '../render/context.ts'
import { directionOf } from '../strings/direction.ts'
import { LiveLabel } from './live-label.tsx'
import { ShortMoment } from './moment.tsx'
import { isShown, Picture } from './picture.tsx'

interface StoryProps {
  story: Summary
  context: RenderContext
  /** How large it is on the page. */
  rank: 'lead' | 'feature' | 'card' | 'brief' | 'line'
  level?: 2 | 3
  /** Not needed in a section's own list. */
  showsSection?: boolean
  /** At the head of the page: its picture loads first. */
  isFirst?: boolean
  /** Without its picture. */
  isBare?: boolean
  /** The time stands before the headline. */
  isTimeFirst?: boolean
}

/** A story in a list. Its headline is the link. */
export function Story(props: StoryProps) {
  const { story, context, rank, level = 3, showsSection, isFirst, isBare, isTimeFirst } = props
  const { headline, kicker, standfirst, section, image, publishedAt, language, newestUpdate } =
    story
  const isLive = story.live && liveState(story.live, context.now) === 'running'
  const Heading = level === 2 ? 'h2' : 'h3'
  const isForeign = language !== context.language
  const own = withLanguage(context, language)
  const hasPicture = rank !== 'line' && !isBare && isShown(image, context)
  const time = <ShortMoment at={publishedAt} isFixed={isTimeFirst} context={own} />
  const hasText = rank === 'lead' || (rank === 'feature' && standfirst !== undefined)
  return (
    <article
      class={`story ${rank}${hasPicture ? '' : ' bare'}`}
      {...(isForeign && { lang: language, dir: directionOf(language) })}
    >
      <div class="words">
        {isTimeFirst && <p class="meta">{time}</p>}
        {(isLive || kicker || showsSection) && rank !== 'line' && (
          <p class={`kicker ${sectionClass(section.id, context)}`}>
            {isLive && <LiveLabel strings={own.strings} />}{' '}
            {(kicker || showsSection) && <BidiText text={kicker ?? section.name} />}
          </p>
        )}
        <Heading class="headline">
          {isLive && rank === 'line' && (
            <>
              <LiveLabel strings={own.strings} />{' '}
            </>
          )}
          <a href={articlePath(story.id)}>
            <BidiText text={headline} />
          </a>
        </Heading>
        {rank === 'lead' && newestUpdate && (
          <p class="newest-update">
            <a href={updatePath(story.id, newestUpdate.id, newestUpdate.id)}>
              <BidiText text={newestUpdate.title} />
            </a>
          </p>
        )}
        {hasText && standfirst && (
          <p class="standfirst">
            <BidiText text={standfirst} />
          </p>
        )}
        {!isTimeFirst && (
          <p class="meta">
            {showsSection && kicker && (
              <a class={sectionClass(section.id, context)} href={sectionPath(section.id)}>
                <bdi>
                  <BidiText text={section.name} />
                </bdi>
              </a>
            )}{' '}
            {time}
          </p>
        )}
      </div>
      {hasPicture && image && (
        <div class="frame">
          <Picture image={image} context={context} room={rank} isFirst={isFirst} isCropped alt="" />
        </div>
      )}
    </article>
  )
}

const COLOURS = 8

/** The CSS class of a section's colour, by its position in the site, so that sections differ. */
export function sectionClass(id: string, { site }: RenderContext): string {
  const place = site.sections.findIndex((known) => known.id === id)
  return place === -1 ? 'hue' : `hue hue-${place % COLOURS}`
}
