import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { deleteCommand } from './delete.ts'
import { Desk } from './desk.ts'
import { exportCommand } from './export.ts'
import { Failure, isOfTheSystem } from './failure.ts'
import { history, rollback } from './history.ts'
import { newArticle } from './new.ts'
import { preview } from './preview.ts'
import { checkCommand, diff, publish } from './publish.ts'
import { rename } from './rename.ts'
import { restore, withdraw } from './withdraw.ts'

/** The editor's commands: `npm run content -- --help`. */

const program = new Command('content')
  .description(
    'Publishes a folder of Markdown and pictures; every command ends in wrangler kv calls.',
  )
  .helpCommand(false)
  .showHelpAfterError()

command('new <headline>', 'write a draft to begin with, named for its headline')
  .option('--id <id>', 'the last part of its address, instead of one made from the headline')
  .option('--section <id>', 'its section, instead of the first of the site')
  .action((headline: string, options) => newArticle(new Desk(options), headline, options))
command('check [files...]', 'list what is wrong or doubtful, with file, line and column').action(
  (files: string[], options) => checkCommand(new Desk(options), files),
)
command('diff [files...]', 'say what publishing would change').action((files: string[], options) =>
  diff(new Desk(options), files),
)
command('publish [files...]', 'put what changed, and wait until readers see it')
  .option('--dry-run', 'only say what would be put')
  .option('--no-wait', 'do not wait until readers see it')
  .action((files: string[], options) => publish(new Desk(options), files, options))
command('withdraw <id>', 'take an article from readers at once; 410 and the reason in its place')
  .requiredOption('--reason <text>', 'what the page in its place says')
  .action((id: string, options) => withdraw(new Desk(options), id, options.reason))
command('restore <id>', 'bring a withdrawn article back').action((id: string, options) =>
  restore(new Desk(options), id),
)
command('rename <old> <new>', 'give an article another id; the former address leads on').action(
  (from: string, to: string, options) => rename(new Desk(options), from, to),
)
command('delete <name>', 'delete an article, or page:<id>; rollback brings it back')
  .option('--yes', 'do not ask')
  .action((name: string, options) => deleteCommand(new Desk(options), name, options))
command('history <name>', 'list the revisions of an article, of page:<id> or of site.json').action(
  (name: string, options) => history(new Desk(options), name),
)
command(
  'rollback <name> [revision]',
  'bring an earlier revision back, the last one by default',
).action((name: string, revision: string | undefined, options) =>
  rollback(new Desk(options), name, revision),
)
command('preview <id>', 'print a signed link that shows an article whatever its status')
  .option('--hours <number>', 'how long it is good for', hours, 24)
  .action((id: string, options) => preview(new Desk(options), id, options.hours))
command('export <folder>', 'write all that is in KV into files').action((folder: string, options) =>
  exportCommand(new Desk(options), folder),
)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Failure || isOfTheSystem(error))) throw error
  console.error(error.message)
  process.exitCode = 1
}

function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .addOption(new Option('--local', 'the copy on this machine (default)').conflicts('remote'))
    .option('--remote', 'the live paper')
    .option('--env <name>', 'another copy of wrangler.toml, like staging')
    .option('--folder <path>', 'the folder of the paper', join(import.meta.dirname, '..'))
    .option('--origin <url>', 'where the paper answers, if site.json does not say')
    .option('--persist-to <path>', 'where the local copy is kept')
    .option('--verbose', 'print each wrangler command')
}

function hours(text: string): number {
  const number = Number(text)
  if (number > 0 && number <= 24 * 90) return number
  throw new InvalidArgumentError('write a number of hours, 2160 at most')
}
