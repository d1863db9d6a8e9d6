import { InvalidArgumentError, Option } from 'commander'
import { articleKey } from '../../model/key.ts'
import { absoluteUrl } from '../../model/path.ts'
import { previewLink } from '../../model/preview-link.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import type { Command } from './command.ts'

export const previewCommand: Command<[string], { hours: number }> = {
  usage: 'preview <id>',
  description: 'print a signed link that shows an article whatever its status',
  examples: ['preview ship', 'preview ship --remote --hours 72'],
  options: [
    new Option('--hours <number>', 'how long it is good for').argParser(hoursIn).default(24),
  ],
  action: (desk, [id], { hours }) => preview(desk, id, hours),
}

const HOUR_MS = 3_600_000

/** Prints a link that shows an article whatever its status, to whoever holds it until it expires. */
async function preview(desk: Desk, id: string, hours: number): Promise<void> {
  const secret = desk.previewSecret()
  const key = articleKey(id.normalize('NFC'))
  const [isThere, live] = await Promise.all([desk.namespace.has(key), desk.liveOfKv()])
  if (!isThere) {
    throw new Failure(
      `There is no ${key} in KV; publish it, as a draft if nobody is to see it yet.`,
    )
  }
  if (live === null) throw new Failure('Nobody said where the paper answers: give --origin.')
  const expires = Date.now() + hours * HOUR_MS
  console.log(
    absoluteUrl(live.origin, await previewLink(key.slice(articleKey('').length), expires, secret)),
  )
}

function hoursIn(text: string): number {
  const number = Number(text)
  if (number > 0 && number <= 24 * 90) return number
  throw new InvalidArgumentError('write a number of hours, 2160 at most')
}
