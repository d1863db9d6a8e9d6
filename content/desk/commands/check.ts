import { check } from '../check/check.ts'
import { errorsIn, reportOf } from '../check/report.ts'
import { Failure } from '../failure.ts'
import { chooseDocuments } from '../folder/read-folder.ts'
import type { Command } from './command.ts'

export const checkCommand: Command = {
  usage: 'check [files...]',
  description: 'list errors and warnings, with file, line and column',
  examples: ['check', 'check ship articles/eid-moon.md page:about site.json'],
  action: async (desk, wanted) => {
    const folder = await desk.read()
    const { findings } = await check(folder, await chooseDocuments(folder, wanted), {
      cache: desk.cache,
      keys: async () => new Set((await desk.namespace.keys()).map(({ name }) => name)),
    })
    console.log(findings.length === 0 ? 'No errors, no warnings.' : reportOf(findings))
    if (errorsIn(findings).length > 0)
      throw new Failure('Fix the errors. Warnings do not stop publishing.')
  },
}
