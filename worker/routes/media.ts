import { type Context, Hono } from 'hono'
import { isMediaName } from '../../content/model/figure.ts'
import { pictureType } from '../../content/model/picture-type.ts'
import { isSharePicture, preparedPicture } from '../../content/model/prepared-picture.ts'
import { cacheTag } from '../catalogue/cache-tag.ts'
import type { AppEnv } from '../context.ts'
import { PREPARED_MEDIA, RAW_MEDIA } from '../http/cache-policy.ts'
import { respondNotFound } from '../http/errors.ts'
import { respondStream } from '../http/respond-stream.ts'

export const media = new Hono<AppEnv>()
  .get('/:name', (c) => answerPicture(c, c.req.param('name')))
  .get('/:hash/:size', (c) => answerPicture(c, `${c.req.param('hash')}/${c.req.param('size')}`))

async function answerPicture(c: Context<AppEnv>, spelling: string): Promise<Response> {
  const { store } = c.var.services
  const name = spelling.normalize('NFC')
  if (!isMediaName(name)) return respondNotFound(c)
  const tags = [await cacheTag('media', name)]
  const stored = await store.getMedia(name)
  if (stored === null) return respondNotFound(c, { tags })
  const type = pictureType(stored.head)
  if (type === null) {
    await stored.body.cancel()
    return respondNotFound(c, { tags })
  }
  const policy = preparedPicture(name) || isSharePicture(name) ? PREPARED_MEDIA : RAW_MEDIA
  return respondStream(c, { ...stored, type }, { policy, tags })
}
