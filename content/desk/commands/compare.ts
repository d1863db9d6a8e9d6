import type { Comparison } from '../../convert/compare.ts'
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
    const { compare } = await import('../../convert/compare.ts')
    const result = await compare(fromInvocation(source), live.origin, (count, total) => {
      show ??= progressOf('compared', total, 'item')
      show(count)
    })
    console.log(textOf(result))
    if (result.missing.length + result.addresses.length > 0) {
      throw new Failure('The site lacks something that the export has; see above.')
    }
  },
}

const MOST_SHOWN = 50

function textOf({ stories, missing, addresses, words, differences }: Comparison): string {
  return [
    `${stories} published stories in the export, ${missing.length} not on the site`,
    ...missing.slice(0, MOST_SHOWN).map((id) => `  missing: ${id}`),
    `${counted(addresses.length, 'previous address')} not leading to their story`,
    ...addresses
      .slice(0, MOST_SHOWN)
      .map(({ from, to, expected }) => `  ${from} leads to ${to ?? 'nothing'}, not ${expected}`),
    `${words.before} words in the export, ${words.lost} not on the site`,
    ...differences.map(
      ({ id, before, lost, missing: examples }) =>
        `  ${id}: ${lost} of ${before} (${examples.join(' ')})`,
    ),
  ].join('\n')
}
