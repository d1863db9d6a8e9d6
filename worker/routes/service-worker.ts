import { Hono } from 'hono'
import { articlePath, OFFLINE_PATH, SAVED_PATH, sectionPath } from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import type { OfflineSettings } from '../../web/offline/settings.ts'
import { offlinePage } from '../../web/pages/offline-page.tsx'
import { savedPage } from '../../web/pages/saved-page.tsx'
import { built } from '../../web/render/built.ts'
import { type RenderedPage, renderPage } from '../../web/render-page.tsx'
import { stringsFor } from '../../web/strings/languages.ts'
import type { AppEnv } from '../context.ts'
import { PAGE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'
import { Unavailable } from '../stores/timeout.ts'

/** A service worker may fetch what the policy of its own script allows: this site, nothing else. */
const POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

/**
 * The service worker, which stores offline copies of articles; where the editor switched that off, the
 * one that deletes them. It is no static file, so that one `put` of `site` replaces a broken one.
 * Browsers look for a new one at every visit: it is as fresh as a page.
 */
export const serviceWorker = new Hono<AppEnv>().get('/', async (c) => {
  const { site, freshness } = await loadSite(c.var.services)
  // The defaults cannot tell whether it is switched off. Without an answer a browser goes on with its own.
  if (freshness === 'defaults') throw new Unavailable('KV cannot tell whether offline is on')
  const code = site.offline ? await serviceWorkerFor(site) : built.serviceWorkerOff
  return respond(c, code, 'text/javascript; charset=utf-8', {
    policy: PAGE,
    headers: { 'Content-Security-Policy': POLICY },
  })
})

async function serviceWorkerFor(site: Site): Promise<string> {
  const pages = [savedPage(), offlinePage()].map((page) =>
    renderPage(page, { site, path: '', now: 0 }),
  )
  const revision = await revisionOf(pages)
  const settings: OfflineSettings = {
    revision,
    pages: {
      saved: `${SAVED_PATH}?revision=${revision}`,
      offline: `${OFFLINE_PATH}?revision=${revision}`,
    },
    assets: [...built.storedStoriesScripts, ...new Set(pages.flatMap(({ fonts }) => fonts))],
    articles: articlePath(''),
    lists: [sectionPath('')],
    saved: SAVED_PATH,
    words: stringsFor(site.language).offline.words,
  }
  return `self.settings=${JSON.stringify(settings)};${built.serviceWorker}`
}

/** Covers the pages that are stored in the browser: a change of either makes it fetch both. */
async function revisionOf(pages: RenderedPage[]): Promise<string> {
  const text = pages.map(({ html }) => html).join('')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return new Uint8Array(digest).subarray(0, 6).toHex()
}
