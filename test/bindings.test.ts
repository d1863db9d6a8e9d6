import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { run } from './run.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Type-checks that `Env` names every binding of wrangler.toml, as `wrangler types` writes them. */
async function checkEnv(env: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-bindings-'))
  const file = join(folder, 'generated.d.ts')
  await run('wrangler', ['types', file, '--env-interface=Env', '--include-runtime=false'])
  // The rest of the file imports the whole worker.
  const [, bindings] =
    /interface __BaseEnv_Env (\{[^}]+\})/.exec(await readFile(file, 'utf8')) ?? []
  await rm(file)
  await writeFile(
    join(folder, 'check.ts'),
    `import type { Env } from '${ROOT}/worker/env.ts'
    type Bindings = ${bindings}
    declare const env: ${env}
    env satisfies { [Name in keyof Bindings]: unknown }`,
  )
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2024'],
    types: [join(ROOT, 'node_modules/@cloudflare/workers-types')],
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['.'] }),
  )
  const { text } = await run('tsc', ['--project', folder])
  await rm(folder, { recursive: true })
  return text
}

it('declares every binding of wrangler.toml in Env', async () => {
  expect(await checkEnv('Required<Env>')).toBe('')
})

it('notices a binding that is missing', async () => {
  expect(await checkEnv("Omit<Required<Env>, 'CATALOGUE'>")).toContain("'CATALOGUE' is missing")
})
