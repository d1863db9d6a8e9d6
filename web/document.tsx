import type { ComponentChildren } from 'preact'
import { absoluteUrl, MANIFEST_PATH } from '../content/model/path.ts'
import { built, type PageStyle } from './built.ts'
import { Footer } from './components/footer.tsx'
import { Masthead } from './components/masthead.tsx'
import { moved } from './islands/island.tsx'
import type { OfflineProps } from './islands/offline.ts'
import type { Metadata } from './metadata.ts'
import { localeOf, type Setting } from './setting.ts'
import { directionOf } from './strings/strings.ts'

interface DocumentProps {
  style: PageStyle
  metadata: Metadata
  setting: Setting
  /** Rules of this page alone: of its pictures, of a strip that readers may have closed. */
  pageRules: string
  /** The rendered page. */
  main: string
  section?: string
  /** What the page is to know of reading without a network; nothing for a preview. */
  offline?: OfflineProps
}

/** The frame of every page. What it inlines, `inlineBlocks` names for the content security policy. */
export function Document(props: DocumentProps) {
  const { style, metadata, setting, pageRules, main, section, offline } = props
  const { site, strings } = setting
  const fonts = [...built.fonts['every-page'], ...(hasLatin(main) ? built.fonts['latin-text'] : [])]
  const { title, description, canonical, image, structured, alternates, isIndexed, type } = metadata
  return (
    <html lang={site.language} dir={directionOf(site.language)}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fbf8f2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14181a" media="(prefers-color-scheme: dark)" />
        {description && <meta name="description" content={description} />}
        {!isIndexed && <meta name="robots" content="noindex" />}
        {canonical && <link rel="canonical" href={canonical} />}
        {alternates.map(({ language, href }) => (
          <link rel="alternate" hreflang={language} href={href} />
        ))}
        {fonts.map((href) => (
          <link rel="preload" as="font" type="font/woff2" href={href} crossorigin="anonymous" />
        ))}
        {built.fonts['sans-text'].map((href) => (
          <link
            rel="preload"
            as="font"
            type="font/woff2"
            href={href}
            crossorigin="anonymous"
            media="not all"
            data-face="sans"
          />
        ))}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="manifest" href={MANIFEST_PATH} />
        <meta property="og:site_name" content={site.name} />
        <meta property="og:type" content={type} />
        <meta property="og:title" content={title} />
        {description && <meta property="og:description" content={description} />}
        {canonical && <meta property="og:url" content={canonical} />}
        {image && <meta property="og:image" content={absoluteUrl(site.origin, image.href)} />}
        {image && <meta property="og:image:alt" content={image.alt} />}
        {image && <meta name="twitter:card" content="summary_large_image" />}
        <Inline tag="style" text={built.styles[style]} />
        {pageRules && <Inline tag="style" text={pageRules} />}
        <Inline tag="script" text={built.headScript} />
        {structured && (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structured }} />
        )}
        <script type="module" src={built.loader} />
      </head>
      <body>
        <a class="skip" href="#content">
          {strings.skipToContent}
        </a>
        <Masthead setting={setting} style={style} section={section} />
        <main
          id="content"
          class={style}
          {...moved('relative-times', { locale: localeOf(setting) }, 'idle')}
          dangerouslySetInnerHTML={{ __html: main }}
        />
        <Footer setting={setting} />
        {offline && <p class="notice" role="status" {...moved('offline', offline, 'idle')} />}
      </body>
    </html>
  )
}

/** Whether Latin letters stand between the tags of rendered HTML. */
function hasLatin(html: string): boolean {
  return />(?:[^<&]|&\w+;)*?(?<![&\w])[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]/.test(html)
}

/** A block that the content security policy names by its hash: its text must stay as it is. */
function Inline({ tag: Tag, text }: { tag: 'style' | 'script'; text: string }): ComponentChildren {
  return <Tag dangerouslySetInnerHTML={{ __html: text }} />
}
