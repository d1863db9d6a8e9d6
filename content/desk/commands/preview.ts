import { InvalidArgumentError, Option } from 'commander'
import { articleKey } from '../../model/key.ts'
import { absoluteUrl } from '../../model/path.ts'
import { previewLink } from '../../model/preview-link.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import type { Command } from './command.ts'

export const previewCommand: Command<[string], { hours: number }> = {
  usage: 'preview <id>',
  description: 'print a signed link that shows an article in any status',
  examples: ['preview ship', 'preview ship --remote --hours 72'],
  options: [
    new Option('--hours <number>', 'how many hours the link works, 2160 at most')
      .argParser(hoursIn)
      .default(24),
  ],
  action: (desk, [id], { hours }) => preview(desk, id, hours),
}

const HOUR_MS = 3_600_000

/** Prints a link to an article in any status, for everyone who has the link, until it expires. */
async function preview(desk: Desk, id: string, hours: number): Promise<void> {
  const secret = desk.previewSecret()
  const key = articleKey(id.normalize('NFC'))
  const [exists, live] = await Promise.all([desk.namespace.has(key), desk.liveSiteFromKv()])
  if (!exists) {
    throw new Failure(
      `There is no ${key} in KV; publish it first, with "status: draft" to hide it from readers.`,
    )
  }
  if (live === null) throw new Failure('The address of the site is unknown; add --origin https://…')
  const expires = Date.now() + hours * HOUR_MS
  console.log(
    absoluteUrl(live.origin, await previewLink(key.slice(articleKey('').length), expires, secret)),
  )
}

function hoursIn(text: string): number {
  const number = Number(text)
  if (number > 0 && number <= 24 * 90) return number
  throw new InvalidArgumentError('write a number of hours from 1 to 2160')
}
