import { join } from 'node:path'
import { Option } from 'commander'
import { Failure } from '../failure.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOf } from '../progress.ts'
import type { Command } from './command.ts'

interface Options {
  to?: string
  media?: string[]
  timeZone?: string
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
    new Option('--again', 'convert everything again, also what an earlier run has done'),
  ],
  action: async (_desk, [source], { to, media = [], timeZone, again }) => {
    if (to === undefined) throw new Failure('Name the folder to write with --to, like --to paper.')
    const target = fromInvocation(to)
    // Loaded by this command alone: the parsers of every format take half as long as the rest.
    const { convert, RECORDS } = await import('../../convert/convert.ts')
    const { writeReport } = await import('../../convert/write-report.ts')
    let show: ((count: number) => void) | undefined
    const report = await convert({
      source: fromInvocation(source),
      target,
      media: media.map(fromInvocation),
      ...(timeZone && { timeZone }),
      ...(again && { again }),
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
