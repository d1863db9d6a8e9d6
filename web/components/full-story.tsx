import type { Article } from '../../content/model/article.ts'
import { sectionPath } from '../../content/model/path.ts'
import { readingMinutes } from '../../content/model/plain-text.ts'
import { sectionNamed } from '../../content/model/site.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { languageAttributes, type RenderContext, withLanguage } from '../render/context.ts'
import { directionOf } from '../strings/direction.ts'
import { BodyBlocks } from './body.tsx'
import { Byline } from './byline.tsx'
import { CorrectionNote, Corrections } from './corrections.tsx'
import { FullMoment } from './moment.tsx'
import { CaptionedFigure } from './picture.tsx'
import { ReadingTools, TextSize } from './reading-tools.tsx'
import { SaveStory } from './save-story.tsx'
import { Share } from './share.tsx'
import { sectionClass } from './story.tsx'
import { Topics } from './topics.tsx'

interface FullStoryProps {
  id: string
  article: Article
  /** Not published: it can be neither saved nor shared. */
  isPreview?: boolean
  context: RenderContext
}

/** A whole article: its head, picture, body, corrections and topics. */
export function FullStory({ id, article, isPreview = false, context }: FullStoryProps) {
  const { site } = context
  const language = article.language ?? site.language
  /** Inside the story, the interface's words are in the story's language. */
  const own = withLanguage(context, language)
  const words = own.strings
  const frame = own.language === language ? {} : languageAttributes(own)
  const { headline, kicker, standfirst, image, publishedAt, updatedAt, corrections = [] } = article
  const section = sectionNamed(site, article.section)
  const hue = sectionClass(article.section, context)
  return (
    <article
      class={`article ${hue}`}
      {...(language !== site.language && { lang: language, dir: directionOf(language) })}
      {...behaviour('held-pictures', { show: words.showPicture }, 'saver')}
    >
      <header>
        <p class="kicker">
          {section && (
            <a href={sectionPath(section.id)}>
              <BidiText text={section.name} />
            </a>
          )}{' '}
          {kicker && (
            <span>
              <BidiText text={kicker} />
            </span>
          )}
        </p>
        <h1>
          <BidiText text={headline} />
        </h1>
        {standfirst && (
          <p class="standfirst">
            <BidiText text={standfirst} />
          </p>
        )}
        <div class="facts" {...frame}>
          <Byline article={article} strings={words} />
          <p class="times">
            <span>
              {words.published} <FullMoment at={publishedAt} context={own} />
            </span>{' '}
            {updatedAt && (
              <span>
                {words.updated} <FullMoment at={updatedAt} context={own} />
              </span>
            )}{' '}
            <span>{words.readingTime(readingMinutes(article.body))}</span>{' '}
            <CorrectionNote id={id} corrections={corrections} context={own} />
          </p>
          {/* Reader views leave out an aside. */}
          <aside class="tools menu">
            <TextSize context={own} />
            {!isPreview && <SaveStory id={id} article={article} context={own} />}
            <ReadingTools context={own} />
          </aside>
        </div>
      </header>
      {image && <CaptionedFigure figure={image} context={own} isFirst title={headline} />}
      <div class="body">
        <BodyBlocks body={article.body} context={own} />
      </div>
      <footer {...frame}>
        <Corrections id={id} corrections={corrections} context={own} />
        <Topics topics={article.topics ?? []} strings={words} />
        {!isPreview && <Share id={id} headline={headline} context={own} />}
      </footer>
    </article>
  )
}
