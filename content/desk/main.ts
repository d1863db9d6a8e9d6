import { join } from 'node:path'
import { Command, Option } from 'commander'
import { Refusal } from '../model/refusal.ts'
import { checkCommand } from './commands/check.ts'
import type { AnyCommand } from './commands/command.ts'
import { compareCommand } from './commands/compare.ts'
import { convertCommand } from './commands/convert.ts'
import { deleteCommand } from './commands/delete.ts'
import { diffCommand } from './commands/diff.ts'
import { exportCommand } from './commands/export.ts'
import { historyCommand } from './commands/history.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { listCommand } from './commands/list.ts'
import { liveCommand } from './commands/live.ts'
import { newCommand } from './commands/new.ts'
import { previewCommand } from './commands/preview.ts'
import { pruneCommand } from './commands/prune.ts'
import { publishCommand } from './commands/publish.ts'
import { renameCommand } from './commands/rename.ts'
import { restoreCommand } from './commands/restore.ts'
import { rollbackCommand } from './commands/rollback.ts'
import { withdrawCommand } from './commands/withdraw.ts'
import { Desk } from './desk.ts'
import { Failure, isSystemError } from './failure.ts'
import { fromInvocation, refuseOptionsTakenByNpm } from './npm-options.ts'

/** The editor's commands: `npm run content -- --help`. */

const GROUPS: Record<string, AnyCommand[]> = {
  'Write and publish:': [
    initCommand,
    newCommand,
    checkCommand,
    previewCommand,
    diffCommand,
    publishCommand,
    liveCommand,
    listCommand,
  ],
  'Change and remove:': [withdrawCommand, restoreCommand, renameCommand, deleteCommand],
  'Move from another system:': [convertCommand, compareCommand],
  'History and backup:': [
    historyCommand,
    rollbackCommand,
    exportCommand,
    importCommand,
    pruneCommand,
  ],
}

/** Settings of npm itself, which people may have in their `.npmrc`. */
const NPM_SETTINGS = ['--json', '--yes', '--force', '--key']

const program = new Command('npm run content --')
  .usage('<command> [options]')
  .description('Publishes a folder of Markdown and pictures through "wrangler kv".')
  .helpCommand(false)
  .configureHelp({ helpWidth: 100, subcommandTerm })
  .showHelpAfterError('Add --help for usage.')
  .addHelpText(
    'after',
    '\nEach command has its own --help. The guide for editors is content/README.md.',
  )
for (const [group, definitions] of Object.entries(GROUPS)) {
  program.commandsGroup(group)
  for (const definition of definitions) register(definition)
}

try {
  refuseOptionsTakenByNpm(optionNames(), process.env)
  if (process.argv.length > 2) await program.parseAsync()
  else program.outputHelp()
} catch (error) {
  if (!(error instanceof Failure || error instanceof Refusal || isSystemError(error))) throw error
  console.error(error.message)
  process.exitCode = 1
}

function register({ usage, description, examples, options = [], action }: AnyCommand): void {
  const command = program
    .command(usage)
    .description(description)
    .addOption(new Option('--local', 'the copy on this machine (default)').conflicts('remote'))
    .option('--remote', 'the live site')
    .option('--env <name>', 'an environment of wrangler.toml, like staging')
    .option(
      '--folder <path>',
      'the folder of the site',
      fromInvocation,
      join(import.meta.dirname, '..'),
    )
    .option('--origin <url>', 'the address of the running site, instead of "origin" in site.json')
    .option('--persist-to <path>', 'the folder of the local KV', fromInvocation)
    .option('--verbose', 'print each wrangler command, and do not delete the files that they name')
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

/** Without those that npm's own settings may hold. */
function optionNames(): string[] {
  const names = program.commands.flatMap(({ options }) => options.map(({ long }) => long ?? ''))
  return [...new Set(names)].filter((name) => !NPM_SETTINGS.includes(name))
}

/** Without `[options]`, which every command has. */
function subcommandTerm(known: Command): string {
  return `${known.name()} ${known.usage().replace('[options] ', '')}`
}
