import { Hono } from 'hono'
import { parseArticle } from '../../../content/model/article.ts'
import { canonicalId } from '../../../content/model/id.ts'
import { isPreviewValid } from '../../../content/model/preview-link.ts'
import { Refusal } from '../../../content/model/refusal.ts'
import { previewPage } from '../../../web/pages/article-page.tsx'
import type { AppEnv } from '../../context.ts'
import { respondNotFound } from '../../http/errors.ts'
import { respondPage } from '../../http/respond.ts'
import { loadSite } from '../../read/site.ts'
import type { KvValue } from '../../stores/kv.ts'

/** Never cache or index previews, 404s included: the same URL may become valid later. */
const UNCACHED = { policy: null, headers: { 'X-Robots-Tag': 'noindex, nofollow' } }

/** An article as KV has it, whatever its status, for everyone with a signed link. */
export const preview = new Hono<AppEnv>().get('/:id', async (c) => {
  const { services } = c.var
  const { previewSecrets } = services.settings
  const id = canonicalId(c.req.param('id'))
  const link = {
    expires: c.req.query('expires') ?? '',
    signature: c.req.query('signature') ?? '',
  }
  const nothing = () => respondNotFound(c, UNCACHED)
  if (id === null) return nothing()
  const valid = await Promise.all(
    previewSecrets.map((secret) => isPreviewValid(id, link, secret, services.now)),
  )
  if (!valid.includes(true)) return nothing()
  const [site, stored] = await Promise.all([loadSite(services), services.store.getArticle(id)])
  const article = stored && articleIn(stored)
  if (!article) return nothing()
  return respondPage(c, previewPage(id, article), site, UNCACHED)
})

function articleIn(stored: KvValue) {
  try {
    return parseArticle(stored.text())
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
