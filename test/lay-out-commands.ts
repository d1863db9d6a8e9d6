import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { BUNDLED_COMMANDS } from './bundle-commands.ts'

const ROOT = join(import.meta.dirname, '..')

/** What a stand-in for `wrangler` answers: its exit code, and what it writes to its outputs. */
export interface WranglerAnswer {
  code: number
  output: string | Buffer
  errors: string
}

/**
 * Copies the editor's commands to a folder of their own, where `wrangler` is another program.
 * @param wrangler the file in this folder whose function `answer` takes its place
 */
export async function layOutCommands(home: string, wrangler: string): Promise<void> {
  await cp(join(ROOT, 'package.json'), join(home, 'package.json'))
  await cp(BUNDLED_COMMANDS, join(home, 'content', 'desk'), { recursive: true })
  // The mark of the site, for the pictures of link previews.
  const mark = join('web', 'build', 'icons', 'favicon.svg')
  await cp(join(ROOT, mark), join(home, mark))
  await mkdir(join(home, 'node_modules'))
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (name === 'wrangler' || name.startsWith('.')) continue
    await symlink(join(ROOT, 'node_modules', name), join(home, 'node_modules', name))
  }
  const fake = join(home, 'wrangler')
  await mkdir(fake)
  // Without its types, as it starts many times: removing them takes longer than all it does.
  const text = await readFile(join(import.meta.dirname, wrangler), 'utf8')
  await writeFile(join(fake, 'answer.js'), stripTypeScriptTypes(text))
  await writeFile(join(fake, 'cli.js'), CLI)
  await writeFile(
    join(fake, 'package.json'),
    JSON.stringify({ name: 'wrangler', type: 'module', exports: './cli.js' }),
  )
  await symlink(fake, join(home, 'node_modules', 'wrangler'))
}

const CLI = `
import { answer } from './answer.js'
const { code, output, errors } = await answer(process.argv.slice(2))
process.stdout.write(output)
process.stderr.write(errors)
process.exitCode = code
`
