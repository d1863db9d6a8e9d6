import { InvalidArgumentError, Option } from 'commander'
import { articleKey } from '../../model/key.ts'
import { absoluteUrl } from '../../model/path.ts'
import { previewLink } from '../../model/preview-link.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { timeAt } from '../live/live-site.ts'
import { previewFile } from '../live/preview-file.ts'
import type { Command } from './command.ts'

export const previewCommand: Command<[string], { hours: number }> = {
  usage: 'preview <id-or-file>',
  description: 'show a file before it is published, or print a signed link to an article in KV',
  examples: ['preview articles/ship.md', 'preview ship', 'preview ship --remote --hours 72'],
  options: [
    new Option('--hours <number>', 'how many hours the link works, 2160 at most')
      .argParser(hoursIn)
      .default(24),
  ],
  action: (desk, [name], { hours }) =>
    /\.(?:md|json)$/i.test(name) ? previewFile(desk, name) : printLink(desk, name, hours),
}

const HOUR_MS = 3_600_000

/** Prints a link to an article in any status, for everyone who has the link, until it expires. */
async function printLink(desk: Desk, id: string, hours: number): Promise<void> {
  const secret = desk.previewSecret()
  const key = articleKey(id.normalize('NFC'))
  const [exists, live] = await Promise.all([desk.namespace.has(key), desk.liveSiteFromKv()])
  if (!exists) {
    throw new Failure(
      `There is no ${key} in KV; publish it first, with "status: draft" to hide it from readers, or preview its file: preview articles/${id}.md`,
    )
  }
  if (live === null) throw new Failure('The address of the site is unknown; add --origin https://…')
  if ((await timeAt(live)) === null) {
    console.error(`Nothing answers at ${live.origin}: start the site before you open this link.`)
  }
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
