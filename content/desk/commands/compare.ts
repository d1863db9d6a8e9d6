import type { Comparison } from '../../convert/compare/compare.ts'
import { canonicalPreviousPath } from '../../model/previous-path.ts'
import { counted } from '../check/report.ts'
import { Failure } from '../failure.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

export const compareCommand: Command<[string]> = {
  usage: 'compare <source>',
  description: 'compare the running site with the export that it came from',
  examples: ['compare wordpress.xml', 'compare wordpress.xml --remote'],
  action: async (desk, [source]) => {
    const live = await desk.liveSiteFromKv()
    if (live === null) throw new Failure('The address of the site is unknown; add --origin.')
    let show: ((count: number) => void) | undefined
    const { compare } = await import('../../convert/compare/compare.ts')
    const result = await compare(fromInvocation(source), live.origin, (count, total) => {
      show ??= progressOf('compared', total, 'item')
      show(count)
    })
    console.log(textOf(result))
    const { missing, addresses, texts, pictures } = result
    if (missing.length + addresses.length + texts.length + pictures.length > 0)
      throw new Failure('The site lacks something that the export has; see above.')
  },
}

const MAX_LINE_LENGTH = 100

/** Everything is named, however much it is: who compares may pipe it into a file. */
function textOf(result: Comparison): string {
  const { stories, pages, missing, addresses, texts, pictures, words, differences } = result
  return [
    `published in the export: ${stories} stories, ${pages} pages; ${missing.length} not on the site`,
    ...missing.map((path) => `  missing: ${decoded(path)}`),
    `${counted(addresses.length, 'previous address')} not leading where they should`,
    ...addresses.map(
      ({ from, to, expected }) =>
        `  ${from} leads to ${to === null ? 'nothing' : decoded(to)}, not ${decoded(expected)}`,
    ),
    `${counted(texts.length, 'text')} otherwise than in the export`,
    ...texts.flatMap(({ id, gone }) => gone.map((text) => `  ${id} lacks: ${shortened(text)}`)),
    `${counted(pictures.length, 'picture')} missing`,
    ...pictures.map(({ id, address, why }) => `  ${id}: ${decoded(address)} ${why}`),
    `${words.before} words in the stories of the export, ${words.lost} not on the site`,
    ...differences.map(
      ({ id, before, lost, missing: examples }) =>
        `  ${id}: ${lost} of ${before} (${examples.join(' ')})`,
    ),
  ].join('\n')
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line
}

/** As a person reads it; an address that was never encoded, or cut, stays as it is. */
function decoded(address: string): string {
  return address.startsWith('/') ? canonicalPreviousPath(address) : address
}
