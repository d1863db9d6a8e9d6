import { join } from 'node:path'
import { Command, Option } from 'commander'
import { Refusal } from '../model/refusal.ts'
import { checkCommand } from './commands/check.ts'
import type { AnyCommand } from './commands/command.ts'
import { deleteCommand } from './commands/delete.ts'
import { diffCommand } from './commands/diff.ts'
import { exportCommand } from './commands/export.ts'
import { historyCommand } from './commands/history.ts'
import { importCommand } from './commands/import.ts'
import { newCommand } from './commands/new.ts'
import { previewCommand } from './commands/preview.ts'
import { publishCommand } from './commands/publish.ts'
import { renameCommand } from './commands/rename.ts'
import { restoreCommand } from './commands/restore.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { withdrawCommand } from './commands/withdraw.ts'
import { Desk } from './desk.ts'
import { Failure, isOfTheSystem } from './failure.ts'
import { fromInvocation, refuseTakenOptions } from './npm-options.ts'

/** The editor's commands: `npm run content -- --help`. */

const GROUPS: Record<string, AnyCommand[]> = {
  'Write and publish:': [newCommand, checkCommand, diffCommand, publishCommand, previewCommand],
  'Take back and change:': [withdrawCommand, restoreCommand, renameCommand, deleteCommand],
  'Look back and keep:': [historyCommand, rollbackCommand, exportCommand, importCommand],
}

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
for (const [group, definitions] of Object.entries(GROUPS)) {
  program.commandsGroup(group)
  for (const definition of definitions) register(definition)
}

try {
  refuseTakenOptions(process.env)
  if (process.argv.length > 2) await program.parseAsync()
  else program.outputHelp()
} catch (error) {
  if (!(error instanceof Failure || error instanceof Refusal || isOfTheSystem(error))) throw error
  console.error(error.message)
  process.exitCode = 1
}

function register({ usage, description, examples, options = [], action }: AnyCommand): void {
  const command = program
    .command(usage)
    .description(description)
    .addOption(new Option('--local', 'the copy on this machine (default)').conflicts('remote'))
    .option('--remote', 'the live paper')
    .option('--env <name>', 'another copy of wrangler.toml, like staging')
    .option(
      '--folder <path>',
      'the folder of the paper',
      fromInvocation,
      join(import.meta.dirname, '..'),
    )
    .option('--origin <url>', 'where the paper answers, if site.json does not say')
    .option('--persist-to <path>', 'where the local copy is kept', fromInvocation)
    .option('--verbose', 'print each wrangler command, and keep the files that they name')
    .addHelpText('after', `\nFor example:\n${examples.map(asTyped).join('\n')}`)
  for (const option of options) command.addOption(option)
  command.action(() => {
    const given = command.opts()
    return action(new Desk(given as ConstructorParameters<typeof Desk>[0]), command.args, given)
  })
}

function asTyped(example: string): string {
  return `  npm run content -- ${example}`
}

/** Without `[options]`, which all of them take. */
function subcommandTerm(known: Command): string {
  return `${known.name()} ${known.usage().replace('[options] ', '')}`
}
