import { renderToString } from 'preact-render-to-string'
import { SERVICE_WORKER_PATH } from '../content/model/path.ts'
import type { Site } from '../content/model/site.ts'
import type { OfflineProps } from './behaviours/enable-offline.ts'
import { PageBody } from './components/page-body.tsx'
import { built } from './render/built.ts'
import { createContext } from './render/context.ts'
import { Document } from './render/document.tsx'
import { LINK_RULES } from './render/link-rules.ts'
import type { PageDefinition } from './render/page.ts'
import { pageFonts } from './render/page-fonts.ts'

export interface PageAddress {
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
  /** Addresses of the fonts that it preloads. */
  fonts: string[]
}

/** Renders a page as a whole document. Pure: it reads no store and no clock. */
export function renderPage(page: PageDefinition, { site, path, now }: PageAddress): RenderedPage {
  const context = createContext(site, path, now)
  const { style, section } = page
  // First the body: rendering it collects the rules of its pictures, and its letters choose the fonts.
  const main = renderToString(page.body(context))
  const body = renderToString(
    <PageBody
      context={context}
      style={style}
      main={main}
      section={section}
      language={page.language}
      offline={offlineProps(page, site)}
    />,
  )
  const fonts = pageFonts(body, main)
  const pageRules = context.pictures.css() + (page.rules ?? '')
  const styles = [fonts.css + built.styles[style], ...(pageRules ? [pageRules] : [])]
  const html = renderToString(
    <Document
      head={page.head(context)}
      context={context}
      language={page.language ?? site.language}
      styles={styles}
      body={body}
      fonts={fonts}
    />,
  )
  return {
    html: `<!doctype html>${html}`,
    styles,
    scripts: [built.headScript, LINK_RULES],
    fonts: fonts.preloaded,
  }
}

function offlineProps(page: PageDefinition, site: Site): OfflineProps | undefined {
  if (page.isPrivate) return undefined
  return {
    serviceWorker: site.offline ? SERVICE_WORKER_PATH : null,
    reading: page.offlinePath,
  }
}
