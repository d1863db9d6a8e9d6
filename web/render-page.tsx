import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Article } from '../content/model/article.ts'
import type { Page } from '../content/model/page.ts'
import { articlePath, FRONT_PATH, SERVICE_WORKER_PATH, sectionPath } from '../content/model/path.ts'
import type { Section, Site } from '../content/model/site.ts'
import type { Summary } from '../content/model/summary.ts'
import { built, type PageStyle } from './built.ts'
import { closedRule } from './components/breaking.tsx'
import { sectionClass } from './components/story.tsx'
import { Document } from './document.tsx'
import type { Front } from './front.ts'
import type { OfflineProps } from './islands/offline.ts'
import { LINK_RULES } from './link-rules.ts'
import { metadataOf } from './metadata.ts'
import { ArticlePage } from './pages/article-page.tsx'
import { FrontPage } from './pages/front-page.tsx'
import { ListPage } from './pages/list-page.tsx'
import { MessagePage } from './pages/message-page.tsx'
import { OfflinePage } from './pages/offline-page.tsx'
import { SavedPage } from './pages/saved-page.tsx'
import { StandingPage } from './pages/standing-page.tsx'
import { type Setting, settingOf } from './setting.ts'

/** What a page shows. */
export type PageView =
  | { kind: 'front'; front: Front }
  | { kind: 'section'; section: Section; items: Summary[]; older: string | null; isFirst: boolean }
  | {
      kind: 'list'
      list: 'topic' | 'author' | 'day'
      title: string
      href: string
      items: Summary[]
      older: string | null
      isFirst: boolean
      /** With a day: the days before and after it. */
      days?: { previous: string; next: string | null }
    }
  | {
      kind: 'article'
      id: string
      article: Article
      related: Summary[]
      next: Summary | null
      isPreview?: true
    }
  | { kind: 'standing'; id: string; page: Page }
  | { kind: 'saved' }
  | { kind: 'offline' }
  | { kind: 'not-found' }
  | { kind: 'gone'; reason?: string }
  | { kind: 'unavailable'; requestId: string }
  | { kind: 'error'; requestId: string }

export interface PageContext {
  site: Site
  /** The page's canonical path with its query. */
  path: string
  /** Milliseconds since 1970. */
  now: number
}

export interface RenderedPage {
  /** The whole document. */
  html: string
  /** The exact text of each inline block, for the content security policy. */
  styles: string[]
  scripts: string[]
}

/** The view as a whole page. Takes no time but its own: no store, no clock, no waiting. */
export function renderPage(view: PageView, { site, path, now }: PageContext): RenderedPage {
  const setting = settingOf(site, path, now)
  const style = styleOf(view)
  const main = renderToString(pageOf(view, setting))
  const pageRules =
    setting.pictures.css() + (view.kind === 'front' ? closedRule(view.front.breaking) : '')
  const html = renderToString(
    <Document
      style={style}
      metadata={metadataOf(view, setting)}
      setting={setting}
      pageRules={pageRules}
      main={main}
      section={sectionOf(view)}
      offline={offlineOf(view, setting)}
    />,
  )
  return {
    html: `<!doctype html>${html}`,
    styles: [built.styles[style], ...(pageRules ? [pageRules] : [])],
    scripts: [built.headScript, LINK_RULES],
  }
}

function pageOf(view: PageView, setting: Setting): VNode {
  const { strings } = setting
  switch (view.kind) {
    case 'front':
      return <FrontPage {...view} setting={setting} />
    case 'section':
      return (
        <ListPage
          {...view}
          title={view.section.name}
          href={sectionPath(view.section.id)}
          hue={sectionClass(view.section.id, setting)}
          empty={strings.emptySection}
          setting={setting}
        />
      )
    case 'list':
      return (
        <ListPage
          {...view}
          label={strings.lists[view.list]}
          hue="hue"
          empty={strings.emptyList}
          setting={setting}
        />
      )
    case 'article':
      return <ArticlePage {...view} setting={setting} />
    case 'standing':
      return <StandingPage {...view} setting={setting} />
    case 'saved':
      return <SavedPage setting={setting} />
    case 'offline':
      return <OfflinePage setting={setting} />
    case 'not-found':
      return <MessagePage {...strings.notFound} setting={setting} />
    case 'gone':
      return (
        <MessagePage
          title={strings.gone.title}
          text={view.reason ?? strings.gone.text}
          setting={setting}
        />
      )
    case 'unavailable':
      return <MessagePage {...strings.unavailable} requestId={view.requestId} setting={setting} />
    case 'error':
      return <MessagePage {...strings.error} requestId={view.requestId} setting={setting} />
  }
}

function styleOf({ kind }: PageView): PageStyle {
  switch (kind) {
    case 'front':
    case 'article':
    case 'standing':
      return kind
    case 'section':
    case 'list':
      return 'list'
    case 'saved':
    case 'offline':
      return 'kept'
    default:
      return 'message'
  }
}

function sectionOf(view: PageView): string | undefined {
  if (view.kind === 'section') return view.section.id
  return view.kind === 'article' ? view.article.section : undefined
}

function offlineOf(view: PageView, { site }: Setting): OfflineProps | undefined {
  if (view.kind === 'article' && view.isPreview) return undefined
  return {
    keeper: site.offline ? SERVICE_WORKER_PATH : null,
    reading: keptPath(view),
  }
}

/** Where a page is that is worth keeping in the reader's browser. */
function keptPath(view: PageView): string | undefined {
  switch (view.kind) {
    case 'front':
      return FRONT_PATH
    case 'section':
      return view.isFirst ? sectionPath(view.section.id) : undefined
    case 'article':
      return articlePath(view.id)
    default:
      return undefined
  }
}
