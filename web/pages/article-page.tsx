import type { Article } from '../../content/model/article.ts'
import { sectionPath } from '../../content/model/path.ts'
import { readingMinutes } from '../../content/model/plain-text.ts'
import { sectionNamed } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import { BodyBlocks } from '../components/body.tsx'
import { Byline } from '../components/byline.tsx'
import { Corrections } from '../components/corrections.tsx'
import { FullMoment } from '../components/moment.tsx'
import { CaptionedFigure } from '../components/picture.tsx'
import { Plain } from '../components/plain.tsx'
import { ReadingTools, TextSize } from '../components/reading-tools.tsx'
import { Share } from '../components/share.tsx'
import { Story, sectionClass } from '../components/story.tsx'
import { Topics } from '../components/topics.tsx'
import { moved } from '../islands/island.tsx'
import type { Setting } from '../setting.ts'
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
  const { headline, kicker, standfirst, image, publishedAt, updatedAt, corrections = [] } = article
  const section = sectionNamed(site, article.section)
  const language = article.language ?? site.language
  const hue = sectionClass(article.section, setting)
  return (
    <>
      {isPreview && <p class="preview">{strings.preview}</p>}
      <article
        class={`article ${hue}`}
        {...(language !== site.language && { lang: language, dir: directionOf(language) })}
        {...moved('held-pictures', { show: strings.showPicture }, 'saver')}
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
          <div class="facts" lang={site.language} dir={directionOf(site.language)}>
            <Byline article={article} />
            <p class="times">
              <span>
                {strings.published} <FullMoment at={publishedAt} setting={setting} />
              </span>
              {updatedAt && (
                <span>
                  {strings.updated} <FullMoment at={updatedAt} setting={setting} />
                </span>
              )}
              <span>{strings.readingTime(readingMinutes(article.body))}</span>
            </p>
            <div class="tools">
              <TextSize setting={setting} />
              <ReadingTools setting={setting} />
            </div>
          </div>
        </header>
        {image && <CaptionedFigure figure={image} setting={setting} isFirst title={headline} />}
        <div class="body">
          <BodyBlocks body={article.body} setting={setting} />
        </div>
        <footer lang={site.language} dir={directionOf(site.language)}>
          <Corrections corrections={corrections} setting={setting} />
          <Topics topics={article.topics ?? []} strings={strings} />
          {!isPreview && <Share id={id} headline={headline} setting={setting} />}
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
        <section class={`next ${sectionClass(next.section.id, setting)}`}>
          <h2>{strings.next}</h2>
          <Story story={next} setting={setting} rank="lead" />
        </section>
      )}
    </>
  )
}
