import { Hono } from 'hono'
import type { AppEnv, Clock } from './context.ts'
import { respondError } from './http/errors.ts'
import { rateLimit } from './http/rate-limit.ts'
import { requestGuard } from './http/request-guard.ts'
import { methodsOf } from './routes/api/methods.ts'
import { openApiDocument } from './routes/api/openapi-document.ts'
import { api } from './routes/api/router.ts'
import { feeds } from './routes/feeds/router.ts'
import { manifest } from './routes/manifest.ts'
import { media } from './routes/media.ts'
import { openSearch } from './routes/open-search.ts'
import { archive } from './routes/pages/archive.ts'
import { article } from './routes/pages/article.ts'
import { corrections } from './routes/pages/corrections.ts'
import { front } from './routes/pages/front.ts'
import { partners } from './routes/pages/partners.ts'
import { preview } from './routes/pages/preview.ts'
import { reference } from './routes/pages/reference.ts'
import { offline, saved } from './routes/pages/saved-and-offline.ts'
import { search } from './routes/pages/search.ts'
import { section } from './routes/pages/section.ts'
import { page } from './routes/pages/standing-page.ts'
import { author, topic } from './routes/pages/topic-and-author.ts'
import { respondPreviousAddress } from './routes/previous-address.ts'
import { robots } from './routes/robots.ts'
import { schema } from './routes/schema.ts'
import { serviceWorker } from './routes/service-worker.ts'
import { sitemaps } from './routes/sitemaps/router.ts'
import { textFiles } from './routes/text-files.ts'
import { syncLocally } from './sync/sync-locally.ts'

/** All routes. The request guard turns malformed requests away first. */
export function createApp(clock: Clock): Hono<AppEnv> {
  return new Hono<AppEnv>({ strict: true })
    .use(requestGuard(clock, methodsOf))
    .use(rateLimit)
    .use(syncLocally(clock))
    .route('/', front)
    .route('/', feeds)
    .route('/article', article)
    .route('/section', section)
    .route('/topic', topic)
    .route('/author', author)
    .route('/archive', archive)
    .route('/corrections', corrections)
    .route('/partners', partners)
    .route('/page', page)
    .route('/preview', preview)
    .route('/media', media)
    .route('/schema', schema)
    .route('/robots.txt', robots)
    .route('/', sitemaps)
    .route('/', textFiles)
    .route('/saved', saved)
    .route('/offline', offline)
    .route('/search', search)
    .route('/opensearch.xml', openSearch)
    .route('/manifest.webmanifest', manifest)
    .route('/sw.js', serviceWorker)
    .route('/api', reference)
    .route('/', openApiDocument)
    .route('/', api)
    .notFound((c) => respondPreviousAddress(c))
    .onError(respondError)
}
