import { absoluteUrl } from '../model/path.ts'
import { previewLink } from '../model/preview-link.ts'
import { existing } from './current.ts'
import type { Desk } from './desk.ts'

const HOUR_MS = 3_600_000

/** Prints a link that shows an article whatever its status, to whoever holds it until it expires. */
export async function preview(desk: Desk, id: string, hours: number): Promise<void> {
  const secret = desk.previewSecret()
  const { name } = await existing(desk, id)
  const expires = Date.now() + hours * HOUR_MS
  const live = await desk.liveOfKv()
  console.log(absoluteUrl(live?.origin, await previewLink(name, expires, secret)))
}
