import { plainBidi } from '../../content/arabic/bidi.ts'
import type { Article } from '../../content/model/article.ts'
import { isRemoteImage } from '../../content/model/figure.ts'
import { lastChangeOf } from '../../content/model/last-change.ts'
import { absoluteUrl, articlePath, FRONT_PATH, imageUrl } from '../../content/model/path.ts'
import { excerpt } from '../../content/model/plain-text.ts'
import { SHARE_SIZE } from '../../content/model/prepared-picture.ts'
import { sectionNamed } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { FullStory } from '../components/full-story.tsx'
import { NextStory } from '../components/next-story.tsx'
import { Related } from '../components/related.tsx'
import { built } from '../render/built.ts'
import type { RenderContext } from '../render/context.ts'
import { canonicalUrl, type Head, headOf, titled, unindexedHead } from '../render/head.ts'
import type { LiveView } from '../render/live-view.ts'
import type { PageDefinition } from '../render/page.ts'
import { articleData } from '../render/structured-data.ts'
import { directionOf } from '../strings/direction.ts'

interface ArticlePageProps {
  id: string
  article: Article
  related: Summary[]
  next: Summary | null
  /** Its updates, if it is a live story. */
  live?: LiveView
}

/** An article and what follows it. */
export function articlePage({
  id,
  article,
  related,
  next,
  live,
}: ArticlePageProps): PageDefinition {
  return {
    style: 'article',
    head: (context) => articleHead(id, article, context, live),
    body: (context) => (
      <>
        <FullStory id={id} article={article} live={live} context={context} />
        {next && <NextStory story={next} context={context} />}
        <Related stories={related} context={context} />
        <div class="bar" hidden {...behaviour('following-bar', {}, 'scroll')} />
      </>
    ),
    language: article.language,
    section: article.section,
    // With the rules of pictures: a story that is added to another's page brings both.
    rules: live && built.styles.live,
    offlinePath: articlePath(id),
  }
}

/** An article that is not published, for a person who has its signed link. */
export function previewPage(id: string, article: Article): PageDefinition {
  return {
    style: 'article',
    head: (context) => unindexedHead(context, article.headline),
    body: (context) => (
      <>
        <p class="preview fact-box">{context.strings.preview}</p>
        <FullStory id={id} article={article} isPreview context={context} />
      </>
    ),
    language: article.language,
    section: article.section,
    isPrivate: true,
  }
}

function articleHead(id: string, article: Article, context: RenderContext, live?: LiveView): Head {
  const { site } = context
  const { headline, image, translations = {} } = article
  const language = article.language ?? site.language
  const picture =
    image && (!isRemoteImage(image.src) || site.imageOrigins.includes(new URL(image.src).origin))
      ? { ...image, href: imageUrl(image.src) }
      : undefined
  const shared = article.share
    ? { href: imageUrl(article.share), alt: image?.alt ?? headline, ...SHARE_SIZE }
    : picture
  const changedAt = lastChangeOf(article, context.now)
  const description = excerpt(article)
  const canonical = canonicalUrl(context, articlePath(id))
  const others = Object.entries(translations)
  return headOf(context, {
    title: titled(headline, context),
    shareTitle: directionOf(language) === 'rtl' ? plainBidi(headline) : headline,
    description: plainBidi(description),
    canonical,
    type: 'article',
    feed: live
      ? { list: articlePath(id), title: headline }
      : { list: FRONT_PATH, title: site.name },
    image: shared,
    alternates:
      site.origin && others.length > 0
        ? [[language, id] as const, ...others].map(([tag, other]) => ({
            language: tag,
            href: absoluteUrl(site.origin, articlePath(other)),
          }))
        : [],
    article: {
      publishedAt: article.publishedAt,
      updatedAt: changedAt === article.publishedAt ? undefined : changedAt,
      section: sectionNamed(site, article.section)?.name,
      topics: article.topics ?? [],
    },
    structured: articleData({
      id,
      article,
      site,
      live,
      head: { description, canonical },
      // The share picture is first; the picture of the story is larger.
      pictures: [...new Set([shared, picture])].filter((one) => one !== undefined),
      changedAt,
    }),
  })
}
