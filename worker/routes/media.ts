import { Hono } from 'hono'
import { isMediaName } from '../../content/model/figure.ts'
import type { App } from '../app.ts'
import { answer } from '../http/answer.ts'
import { RAW_MEDIA } from '../http/cache-policy.ts'
import { cacheTag } from '../http/cache-tag.ts'
import { answerNotFound } from '../http/failure.ts'
import { pictureType } from '../http/picture-type.ts'

export const media = new Hono<App>().get('/:name', async (c) => {
  const name = c.req.param('name').normalize('NFC')
  if (!isMediaName(name)) return answerNotFound(c)
  const tags = [await cacheTag('media', name)]
  const bytes = await c.var.services.store.readMedia(name)
  const type = bytes && pictureType(bytes)
  if (!bytes || !type) return answerNotFound(c, tags)
  return answer(c, bytes, type, { policy: RAW_MEDIA, tags })
})
