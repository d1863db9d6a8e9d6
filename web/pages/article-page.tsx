import type { Article } from '../../content/model/article.ts'
import { sectionPath } from '../../content/model/path.ts'
import { readingMinutes } from '../../content/model/plain-text.ts'
import { sectionNamed } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BodyBlocks } from '../components/body.tsx'
import { Byline } from '../components/byline.tsx'
import { CorrectionNote, Corrections } from '../components/corrections.tsx'
import { FullMoment } from '../components/moment.tsx'
import { CaptionedFigure } from '../components/picture.tsx'
import { Plain } from '../components/plain.tsx'
import { ReadingTools, TextSize } from '../components/reading-tools.tsx'
import { SaveStory } from '../components/save-story.tsx'
import { Share } from '../components/share.tsx'
import { Story, sectionClass } from '../components/story.tsx'
import { Topics } from '../components/topics.tsx'
import { moved } from '../islands/island.tsx'
import { frameOf, inLanguage, type Setting } from '../setting.ts'
import { directionOf } from '../strings/strings.ts'

interface ArticlePageProps {
  id: string
  article: Article
  related: Summary[]
  next: Summary | null
  /** Not published: a banner says so. */
  isPreview?: true
  setting: Setting
}

/** An article and what follows it. */
export function ArticlePage({ id, article, related, next, isPreview, setting }: ArticlePageProps) {
  const { site, strings } = setting
  const language = article.language ?? site.language
  /** Inside the story the interface speaks the story's language. */
  const own = inLanguage(setting, language)
  const words = own.strings
  const frame = own.language === language ? {} : frameOf(own)
  const { headline, kicker, standfirst, image, publishedAt, updatedAt, corrections = [] } = article
  const section = sectionNamed(site, article.section)
  const hue = sectionClass(article.section, setting)
  return (
    <>
      {isPreview && <p class="preview">{strings.preview}</p>}
      <article
        class={`article ${hue}`}
        {...(language !== site.language && { lang: language, dir: directionOf(language) })}
        {...moved('held-pictures', { show: words.showPicture }, 'saver')}
      >
        <header>
          <p class="kicker">
            {section && <a href={sectionPath(section.id)}>{section.name}</a>}
            {kicker && (
              <span>
                <Plain text={kicker} />
              </span>
            )}
          </p>
          <h1>
            <Plain text={headline} />
          </h1>
          {standfirst && (
            <p class="standfirst">
              <Plain text={standfirst} />
            </p>
          )}
          <div class="facts" {...frame}>
            <Byline article={article} />
            <p class="times">
              <span>
                {words.published} <FullMoment at={publishedAt} setting={own} />
              </span>
              {updatedAt && (
                <span>
                  {words.updated} <FullMoment at={updatedAt} setting={own} />
                </span>
              )}
              <span>{words.readingTime(readingMinutes(article.body))}</span>
              <CorrectionNote id={id} corrections={corrections} setting={own} />
            </p>
            <div class="tools">
              <TextSize setting={own} />
              {!isPreview && <SaveStory id={id} article={article} setting={own} />}
              <ReadingTools setting={own} />
            </div>
          </div>
        </header>
        {image && <CaptionedFigure figure={image} setting={own} isFirst title={headline} />}
        <div class="body">
          <BodyBlocks body={article.body} setting={own} />
        </div>
        <footer {...frame}>
          <Corrections id={id} corrections={corrections} setting={own} />
          <Topics topics={article.topics ?? []} strings={words} />
          {!isPreview && <Share id={id} headline={headline} setting={own} />}
        </footer>
      </article>
      {related.length > 0 && (
        <section class="related">
          <h2>{strings.related}</h2>
          <div>
            {related.map((story) => (
              <Story story={story} setting={setting} rank="feature" showsSection />
            ))}
          </div>
        </section>
      )}
      {next && (
        <section
          class={`next ${sectionClass(next.section.id, setting)}`}
          {...moved('next-story', { arrived: strings.arrived }, 'near')}
        >
          <a class="skip" href="#footer">
            {strings.toFooter}
          </a>
          <h2>{strings.next}</h2>
          <Story story={next} setting={setting} rank="lead" />
          <button type="button">{strings.readHere}</button>
        </section>
      )}
    </>
  )
}
