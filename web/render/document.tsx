import type { ComponentChildren } from 'preact'
import { plainBidi } from '../../content/arabic/bidi.ts'
import {
  absoluteUrl,
  CARD_PATH,
  type FeedFormat,
  feedPath,
  MANIFEST_PATH,
  OPENSEARCH_PATH,
} from '../../content/model/path.ts'
import { SHARE_SIZE } from '../../content/model/prepared-picture.ts'
import type { Site } from '../../content/model/site.ts'
import { directionOf } from '../strings/direction.ts'
import { built } from './built.ts'
import type { RenderContext } from './context.ts'
import type { Head } from './head.ts'
import type { PageFonts } from './page-fonts.ts'

interface DocumentProps {
  head: Head
  context: RenderContext
  /** Of the page's text: what reader views and assistants go by. */
  language: string
  /** The style sheet with its fonts; then the rules of this page only, if it has any. */
  styles: string[]
  /** The rendered body. */
  body: string
  fonts: PageFonts
}

/** The document around every page. `renderPage` lists its inline blocks for the security policy. */
export function Document(props: DocumentProps) {
  const { styles, head, context, language, body, fonts } = props
  const { site } = context
  const {
    title,
    shareTitle = title,
    description,
    canonical,
    image,
    structured,
    alternates,
    feed,
    article,
    isIndexed,
    type,
  } = head
  return (
    <html
      lang={language}
      dir={directionOf(site.language)}
      data-letters={fonts.letters === 'standard' ? undefined : fonts.letters}
    >
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fbf8f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14181a" media="(prefers-color-scheme: dark)" />
        {description && <meta name="description" content={description} />}
        <meta name="robots" content={isIndexed ? INDEXED : 'noindex'} />
        {canonical && <link rel="canonical" href={canonical} />}
        {alternates.map(({ language, href }) => (
          <link rel="alternate" hreflang={language} href={href} />
        ))}
        {feed && <FeedLinks {...feed} />}
        {fonts.preloaded.map((href) => (
          <FontPreload href={href} />
        ))}
        {fonts.preloadedForSans.map((href) => (
          <FontPreload href={href} face="sans" />
        ))}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link
          rel="search"
          type="application/opensearchdescription+xml"
          href={OPENSEARCH_PATH}
          title={site.name}
        />
        <link rel="manifest" href={MANIFEST_PATH} />
        <meta property="og:site_name" content={plainBidi(site.name)} />
        <meta property="og:type" content={type} />
        <meta property="og:title" content={shareTitle} />
        {description && <meta property="og:description" content={description} />}
        {canonical && <meta property="og:url" content={canonical} />}
        <meta property="og:locale" content={language.replace('-', '_')} />
        {alternates
          .filter((other) => other.language !== language)
          .map((other) => (
            <meta property="og:locale:alternate" content={other.language.replace('-', '_')} />
          ))}
        <PreviewPicture image={image} site={site} />
        {article && <ArticleProperties article={article} />}
        {styles.map((css) => (
          <Inline tag="style" text={css} />
        ))}
        <Inline tag="script" text={built.headScript} />
      </head>
      {/* The data after the text: a slow connection brings what is read first. */}
      <body
        lang={language === site.language ? undefined : site.language}
        dangerouslySetInnerHTML={{
          __html: structured
            ? `${body}<script type="application/ld+json">${structured}</script>`
            : body,
        }}
      />
    </html>
  )
}

/** The head script starts it: not on a first page, nor for readers who save data, nor in a face that nobody chose. */
function FontPreload({ href, face }: { href: string; face?: 'sans' }) {
  return (
    <link
      rel="preload"
      as="font"
      href={href}
      crossorigin="anonymous"
      media="not all"
      data-face={face}
    />
  )
}

const FEED_TYPES: [FeedFormat, type: string, name: string][] = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
]

/** Without it search engines show no large pictures: https://developers.google.com/search/docs/appearance/google-discover */
const INDEXED = 'max-image-preview:large, max-snippet:-1'

/** The picture of link previews, with its size where it is known; the site's card without one. */
function PreviewPicture({ image, site }: { image: Head['image']; site: Site }) {
  if (site.origin === undefined) return null
  const { href, alt, width, height } = image ?? { href: CARD_PATH, alt: site.name, ...SHARE_SIZE }
  return (
    <>
      <meta property="og:image" content={absoluteUrl(site.origin, href)} />
      {width && <meta property="og:image:width" content={String(width)} />}
      {height && <meta property="og:image:height" content={String(height)} />}
      <meta property="og:image:alt" content={plainBidi(alt)} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}

/** https://ogp.me/#type_article */
function ArticleProperties({ article }: { article: NonNullable<Head['article']> }) {
  const { publishedAt, updatedAt, section, topics } = article
  return (
    <>
      <meta property="article:published_time" content={publishedAt} />
      {updatedAt && <meta property="article:modified_time" content={updatedAt} />}
      {section && <meta property="article:section" content={plainBidi(section)} />}
      {topics.map((topic) => (
        <meta property="article:tag" content={plainBidi(topic)} />
      ))}
    </>
  )
}

/** Feed readers find the feeds of a list by these links of its page. */
function FeedLinks({ list, title }: NonNullable<Head['feed']>) {
  return FEED_TYPES.map(([format, type, name]) => (
    <link
      rel="alternate"
      type={type}
      title={`${plainBidi(title)} (${name})`}
      href={feedPath(list, format)}
    />
  ))
}

/** The content security policy has the hash of this block: its text must not change. */
function Inline({ tag: Tag, text }: { tag: 'style' | 'script'; text: string }): ComponentChildren {
  return <Tag dangerouslySetInnerHTML={{ __html: text }} />
}
