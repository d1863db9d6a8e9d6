import { join } from 'node:path'
import { Option } from 'commander'
import { isTimeZone } from '../../model/site.ts'
import { Failure } from '../failure.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

interface Options {
  to?: string
  media?: string[]
  timeZone?: string
  fetch?: string | true
  again?: boolean
}

export const convertCommand: Command<[string], Options> = {
  usage: 'convert <source>',
  description: 'write the export of another system as a folder of Markdown',
  examples: [
    'convert wordpress.xml --to paper --media wp-content/uploads',
    'convert exports/ --to paper',
    'convert ghost.json --to paper --media content/images',
  ],
  options: [
    new Option('--to <folder>', 'the folder to write; it may hold an earlier run'),
    new Option('--media <folders...>', 'folders with the pictures of the previous site'),
    new Option('--time-zone <name>', 'the zone of dates without one, like Africa/Cairo'),
    new Option(
      '--fetch [address]',
      'fetch pictures that are missing from the previous site, one at a time; its address, if it is not the one in the export',
    ),
    new Option(
      '--again',
      'convert everything again, and request again the pictures that were refused',
    ),
  ],
  action: async (_desk, [source], { to, media = [], timeZone, fetch, again }) => {
    if (to === undefined) throw new Failure('Name the folder to write with --to, like --to paper.')
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new Failure(`${timeZone} is not a time zone; write one like Asia/Riyadh.`)
    }
    const target = fromInvocation(to)
    // Loaded by this command alone: the parsers of every format take half as long as the rest.
    const { convert, RECORDS } = await import('../../convert/convert.ts')
    const { writeReport } = await import('../../convert/write-report.ts')
    const fetchFrom = fetch === true ? '' : fetch && addressIn(fetch)
    let show: ((count: number) => void) | undefined
    let showFetched: typeof show
    const report = await convert({
      source: fromInvocation(source),
      target,
      media: media.map(fromInvocation),
      ...(timeZone && { timeZone }),
      ...(again && { again }),
      ...(fetchFrom !== undefined && { fetchFrom }),
      onFetched: (done, total) => {
        showFetched ??= progressOf('requested', total, 'picture')
        showFetched(done)
      },
      onProgress: (done, total) => {
        show ??= progressOf('converted', total, 'item')
        show(done)
      },
    })
    const records = join(target, RECORDS)
    console.log(writeReport(records, report))
    console.log(`\nThe report is in ${join(records, 'report.html')}. Now run: check --folder ${to}`)
  },
}

function addressIn(written: string): string {
  if (URL.canParse(written) && /^https?:$/.test(new URL(written).protocol)) {
    return new URL(written).origin
  }
  throw new Failure(`${written} is not an address; write it like --fetch https://old.example.`)
}
