import { Hono } from 'hono'
import type { Env } from './env.ts'
import { boundary } from './http/boundary.ts'
import { answerFailure, answerNotFound } from './http/failure.ts'
import { apiArticles } from './routes/api-articles.ts'
import { apiSections, apiTopics } from './routes/api-counts.ts'
import { apiFront } from './routes/api-front.ts'
import { apiStatus } from './routes/api-status.ts'
import { apiSync } from './routes/api-sync.ts'
import { archive } from './routes/archive.ts'
import { article } from './routes/article.ts'
import { front } from './routes/front.ts'
import { offline, saved } from './routes/kept.ts'
import { manifest } from './routes/manifest.ts'
import { media } from './routes/media.ts'
import { page } from './routes/page.ts'
import { preview } from './routes/preview.ts'
import { robots } from './routes/robots.ts'
import { schema } from './routes/schema.ts'
import { section } from './routes/section.ts'
import { serviceWorker } from './routes/service-worker.ts'
import { author, topic } from './routes/tagged.ts'
import type { Clock, Services } from './services.ts'

export interface App {
  Bindings: Env
  Variables: {
    services: Services
    /** The request's path as it was sent, still encoded (Hono's own is decoded in part). */
    pathname: string
    /** The same with its query. */
    path: string
    /** Names the request in logs and on error pages. */
    requestId: string
  }
}

/** Every route of the paper, behind one door that turns away what is malformed. */
export function createApp(clock: Clock): Hono<App> {
  return new Hono<App>({ strict: true })
    .use(boundary(clock))
    .route('/', front)
    .route('/article', article)
    .route('/section', section)
    .route('/topic', topic)
    .route('/author', author)
    .route('/archive', archive)
    .route('/page', page)
    .route('/preview', preview)
    .route('/media', media)
    .route('/schema', schema)
    .route('/robots.txt', robots)
    .route('/saved', saved)
    .route('/offline', offline)
    .route('/manifest.webmanifest', manifest)
    .route('/sw.js', serviceWorker)
    .route('/api/v1/articles', apiArticles)
    .route('/api/v1/front', apiFront)
    .route('/api/v1/sections', apiSections)
    .route('/api/v1/topics', apiTopics)
    .route('/api/v1/status', apiStatus)
    .route('/api/v1/sync', apiSync)
    .notFound((c) => answerNotFound(c))
    .onError(answerFailure)
}
