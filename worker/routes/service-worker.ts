import { Hono } from 'hono'
import { articlePath, OFFLINE_PATH, SAVED_PATH, sectionPath } from '../../content/model/path.ts'
import type { Site } from '../../content/model/site.ts'
import type { OfflineSettings } from '../../web/offline/settings.ts'
import { offlinePage } from '../../web/pages/offline-page.tsx'
import { savedPage } from '../../web/pages/saved-page.tsx'
import { built } from '../../web/render/built.ts'
import { renderPage } from '../../web/render-page.tsx'
import { stringsFor } from '../../web/strings/languages.ts'
import type { AppEnv } from '../context.ts'
import { FALLBACK, PAGE } from '../http/cache-policy.ts'
import { respond } from '../http/respond.ts'
import { loadSite } from '../read/site.ts'
import { Unavailable } from '../stores/timeout.ts'

/** A service worker may fetch what the policy of its own script allows: this paper, nothing else. */
const POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"

/**
 * What keeps stories in the reader's browser to be read offline; where the editor switched that off,
 * what clears it away. It comes from here and not from the static files, so that one `put` of `site`
 * takes a broken one back. Browsers look for a new one at every visit: it is as fresh as a page.
 */
export const serviceWorker = new Hono<AppEnv>().get('/', async (c) => {
  const { site, freshness } = await loadSite(c.var.services)
  // The defaults do not know whether it is switched off. A browser that gets no answer keeps its own.
  if (freshness === 'defaults')
    throw new Unavailable('KV cannot tell whether reading offline is on')
  const code = site.offline ? await keeperFor(site) : built.serviceWorkerOff
  return respond(c, code, 'text/javascript; charset=utf-8', {
    policy: freshness === 'current' ? PAGE : FALLBACK,
    headers: { 'Content-Security-Policy': POLICY },
  })
})

async function keeperFor(site: Site): Promise<string> {
  const revision = await revisionOf(site)
  const settings: OfflineSettings = {
    revision,
    pages: {
      saved: `${SAVED_PATH}?revision=${revision}`,
      offline: `${OFFLINE_PATH}?revision=${revision}`,
    },
    assets: [...built.storedStoriesScripts, ...built.fonts['every-page']],
    articles: articlePath(''),
    lists: [sectionPath('')],
    saved: SAVED_PATH,
    words: stringsFor(site.language).offline.words,
  }
  return `self.settings=${JSON.stringify(settings)};${built.serviceWorker}`
}

/** Of the pages that are kept in the browser: a change of either makes it fetch both. */
async function revisionOf(site: Site): Promise<string> {
  const pages = [savedPage(), offlinePage()].map(
    (page) => renderPage(page, { site, path: '', now: 0 }).html,
  )
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pages.join('')))
  return new Uint8Array(digest).subarray(0, 6).toHex()
}
