import { plainBidi } from '../../content/arabic/bidi.ts'
import type { Article } from '../../content/model/article.ts'
import { breakingUntil } from '../../content/model/breaking.ts'
import { instant } from '../../content/model/moment.ts'
import { absoluteUrl, articlePath, sectionPath } from '../../content/model/path.ts'
import { sectionNamed } from '../../content/model/site.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { languageAttributes, type RenderContext, withLanguage } from '../render/context.ts'
import type { LiveView } from '../render/live-view.ts'
import { directionOf } from '../strings/direction.ts'
import { BodyBlocks } from './body.tsx'
import { Byline, openingOf } from './byline.tsx'
import { Corrections } from './corrections.tsx'
import { LiveLabel } from './live-label.tsx'
import { LiveUpdates, Points } from './live-updates.tsx'
import { CaptionedFigure } from './picture.tsx'
import { TextSizeTool } from './reading-tools.tsx'
import { SaveStory } from './save-story.tsx'
import { Share, ShareTool } from './share.tsx'
import { sectionClass } from './story.tsx'
import { Times } from './times.tsx'
import { Topics } from './topics.tsx'

interface FullStoryProps {
  id: string
  article: Article
  /** Not published: it can be neither saved nor shared. */
  isPreview?: boolean
  /** Its updates, if it is a live story. */
  live?: LiveView
  context: RenderContext
}

/** A whole article: its head, picture, body, corrections and topics. */
export function FullStory({ id, article, isPreview, live, context }: FullStoryProps) {
  const { site } = context
  const language = article.language ?? site.language
  /** Inside the story, the interface's words are in the story's language. */
  const own = withLanguage(context, language)
  const words = own.strings
  const frame = own.language === language ? {} : languageAttributes(own)
  const { headline, kicker, standfirst, image, publishedAt, corrections = [] } = article
  const section = sectionNamed(site, article.section)
  const isBreaking = article.breaking && context.now < breakingUntil(instant(publishedAt))
  const hue = sectionClass(article.section, context)
  const hasText = live === undefined || (live.isFirst && article.body.length > 0)
  return (
    <article
      class={`article ${hue}`}
      {...(language !== site.language && { lang: language, dir: directionOf(language) })}
      {...behaviour('held-pictures', { show: words.showPicture }, 'saver')}
    >
      <header>
        <p class="kicker">
          {live?.state === 'running' && <LiveLabel strings={words} />}{' '}
          {isBreaking && <span class="urgent">{words.breaking}</span>}{' '}
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
        <h1 class={sizeOf(headline)}>
          <BidiText text={headline} />
        </h1>
        {standfirst && (
          <p class="standfirst">
            <BidiText text={standfirst} />
          </p>
        )}
      </header>
      {image && <CaptionedFigure figure={image} context={own} isFirst title={headline} />}
      <div class="facts" {...frame}>
        <Byline article={article} strings={words} />
        <Times id={id} article={article} state={live?.state} context={own} />
        {/* The following bar borrows the tools: their place stays. Reader views leave out an aside. */}
        <div class="tools-home">
          <aside class="tools menu">
            <TextSizeTool id={id} context={own} />
            {!isPreview && <ShareTool id={id} context={own} />}
            {!isPreview && <SaveStory id={id} article={article} context={own} />}
          </aside>
        </div>
      </div>
      {live?.points && <Points points={live.points} context={own} />}
      {hasText && (
        <div class="body">
          <BodyBlocks body={article.body} opening={openingOf(article)} context={own} />
        </div>
      )}
      {live && <LiveUpdates id={id} view={live} context={own} />}
      <footer {...frame} data-printed={isPreview ? undefined : printedFrom(id, own)}>
        <Corrections id={id} corrections={corrections} context={own} />
        <Topics topics={article.topics ?? []} strings={words} />
        {!isPreview && <Share id={id} headline={headline} context={own} />}
      </footer>
    </article>
  )
}

/** At the foot of a printed story, by article.css. */
function printedFrom(id: string, { site, strings }: RenderContext): string | undefined {
  if (site.origin === undefined) return undefined
  return `${strings.printedFrom(plainBidi(site.name))} ${absoluteUrl(site.origin, articlePath(id))}`
}

/** Long headlines are set smaller: the classes of body.css. */
function sizeOf(headline: string): string | undefined {
  if (headline.length > 160) return 'longest'
  return headline.length > 90 ? 'long' : undefined
}
