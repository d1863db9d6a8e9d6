import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { Refusal } from '../model/refusal.ts'
import { deleteCommand } from './delete.ts'
import { Desk } from './desk.ts'
import { exportCommand } from './export.ts'
import { Failure, isOfTheSystem } from './failure.ts'
import { givenPath, refuseTakenOptions } from './given.ts'
import { history, rollback } from './history.ts'
import { importCommand } from './import.ts'
import { newArticle } from './new.ts'
import { preview } from './preview.ts'
import { checkCommand, diff, publish } from './publish.ts'
import { rename } from './rename.ts'
import { restore, withdraw } from './withdraw.ts'

/** The editor's commands: `npm run content -- --help`. */

const program = new Command('npm run content --')
  .usage('<command> [options]')
  .description(
    'Publishes a folder of Markdown and pictures; every command ends in wrangler kv calls.',
  )
  .helpCommand(false)
  .configureHelp({ helpWidth: 100, subcommandTerm })
  .showHelpAfterError('How it is used: add --help.')
  .addHelpText(
    'after',
    '\nEach command has a --help of its own. The guide for editors is content/README.md.',
  )

program.commandsGroup('Write and publish:')
command('new <headline>', 'write a draft to begin with, named for its headline', [
  'new "السفينة تعبر القناة"',
  'new "السفينة تعبر القناة" --id ship --section news',
])
  .option('--id <id>', 'the last part of its address, instead of one made from the headline')
  .option('--section <id>', 'its section, instead of the first of the site')
  .action((headline: string, options) => newArticle(new Desk(options), headline, options))
command('check [files...]', 'list what is wrong or doubtful, with file, line and column', [
  'check',
  'check ship articles/eid-moon.md page:about site.json',
]).action((files: string[], options) => checkCommand(new Desk(options), files))
command('diff [files...]', 'say what publishing would change', ['diff', 'diff ship']).action(
  (files: string[], options) => diff(new Desk(options), files),
)
command('publish [files...]', 'put what changed, and wait until readers see it', [
  'publish',
  'publish ship page:about',
  'publish --remote',
  'publish --remote --env staging --origin https://staging.example.com',
])
  .option('--dry-run', 'only say what would be put')
  .option('--no-wait', 'do not wait until readers see it')
  .action((files: string[], options) => publish(new Desk(options), files, options))
command('preview <id>', 'print a signed link that shows an article whatever its status', [
  'preview ship',
  'preview ship --remote --hours 72',
])
  .option('--hours <number>', 'how long it is good for', hours, 24)
  .action((id: string, options) => preview(new Desk(options), id, options.hours))

program.commandsGroup('Take back and change:')
command('withdraw <id>', 'take an article from readers at once; 410 and the reason in its place', [
  'withdraw ship --reason "بأمر من المحكمة"',
])
  .requiredOption('--reason <text>', 'what the page in its place says')
  .action((id: string, options) => withdraw(new Desk(options), id, options.reason))
command('restore <id>', 'bring a withdrawn article back', ['restore ship']).action(
  (id: string, options) => restore(new Desk(options), id),
)
command('rename <old> <new>', 'give an article another id; the former address leads on', [
  'rename ship long-day',
]).action((from: string, to: string, options) => rename(new Desk(options), from, to))
command('delete <name>', 'delete an article, or page:<id>; rollback brings it back', [
  'delete ship',
  'delete page:about --yes',
])
  .option('--yes', 'do not ask')
  .action((name: string, options) => deleteCommand(new Desk(options), name, options))

program.commandsGroup('Look back and keep:')
command('history <name>', 'list the revisions of an article, of page:<id> or of site.json', [
  'history ship',
]).action((name: string, options) => history(new Desk(options), name))
command(
  'rollback <name> [revision]',
  'bring an earlier revision back, the last one by default; its first letters are enough',
  ['rollback ship', 'rollback ship 15bf', 'rollback site.json'],
).action((name: string, revision: string | undefined, options) =>
  rollback(new Desk(options), name, revision),
)
command('export <folder>', 'write all that is in KV into files', [
  'export backup',
  'export backup --remote',
]).action((folder: string, options) => exportCommand(new Desk(options), givenPath(folder)))
command('import <folder>', 'put an export into an empty KV, byte by byte', [
  'import backup --remote --env staging',
]).action((folder: string, options) => importCommand(new Desk(options), givenPath(folder)))

try {
  refuseTakenOptions(process.env)
  if (process.argv.length > 2) await program.parseAsync()
  else program.outputHelp()
} catch (error) {
  if (!(error instanceof Failure || error instanceof Refusal || isOfTheSystem(error))) throw error
  console.error(error.message)
  process.exitCode = 1
}

function command(name: string, description: string, examples: string[]): Command {
  return program
    .command(name)
    .description(description)
    .addOption(new Option('--local', 'the copy on this machine (default)').conflicts('remote'))
    .option('--remote', 'the live paper')
    .option('--env <name>', 'another copy of wrangler.toml, like staging')
    .option(
      '--folder <path>',
      'the folder of the paper',
      givenPath,
      join(import.meta.dirname, '..'),
    )
    .option('--origin <url>', 'where the paper answers, if site.json does not say')
    .option('--persist-to <path>', 'where the local copy is kept', givenPath)
    .option('--verbose', 'print each wrangler command, and keep the files that they name')
    .addHelpText('after', `\nFor example:\n${examples.map(asTyped).join('\n')}`)
}

function asTyped(example: string): string {
  return `  npm run content -- ${example}`
}

/** Without `[options]`, which all of them take. */
function subcommandTerm(known: Command): string {
  return `${known.name()} ${known.usage().replace('[options] ', '')}`
}

function hours(text: string): number {
  const number = Number(text)
  if (number > 0 && number <= 24 * 90) return number
  throw new InvalidArgumentError('write a number of hours, 2160 at most')
}
