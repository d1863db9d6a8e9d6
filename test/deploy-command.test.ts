import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { TABLES as T } from '../worker/catalogue/tables.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'
import { run } from './run.ts'

/** `npm run deploy`, with a program that writes down its arguments in the place of wrangler. */
const COUNT = 30
const COMMAND = join(import.meta.dirname, '..', 'content', 'deploy.ts')
let paper: Newspaper
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hudhud-deploy-'))
  await writeFile(
    join(folder, 'wrangler'),
    '#!/bin/sh\nfolder=$(dirname "$0")\necho "$@" >> "$folder/calls"\nexit $(cat "$folder/status" 2>/dev/null || echo 0)\n',
    { mode: 0o755 },
  )
  paper = await startNewspaper({ SYNC_TOKEN: 'secret', SETTLE_SECONDS: '0', SYNC_CHANGES: '50' })
  for (let index = 0; index < COUNT; index += 1) await paper.put(`story-${index}`)
  await paper.tick()
})
afterAll(async () => {
  await paper.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await writeFile(join(folder, 'calls'), '')
  await writeFile(join(folder, 'status'), '0')
  // As a version before this one left them.
  await paper.d1.exec(`UPDATE ${T.articles} SET filled_by = 'before'`)
  await paper.d1.exec(`DELETE FROM ${T.state} WHERE name = 'refill'`)
})

async function deploy(...args: string[]) {
  const env = {
    PATH: [folder, process.env.PATH].join(delimiter),
    ORIGIN: paper.origin,
    SYNC_TOKEN: 'secret',
  }
  return await run(process.execPath, [COMMAND, ...args], env)
}

async function rowsOfBefore(): Promise<number | null> {
  const sql = `SELECT count(*) AS count FROM ${T.articles} WHERE filled_by = 'before'`
  return await paper.d1.prepare(sql).first<number>('count')
}

const calls = () => readFile(join(folder, 'calls'), 'utf8')

it('deploys, and says how many rows are to be filled again and who does it', async () => {
  const { code, text } = await deploy()
  expect(code).toBe(0)
  expect(await calls()).toBe('deploy --env=\n')
  expect(text).toMatch(/^\d+ of 30 rows are to be filled again, newest first\. /m)
  expect(text).toContain('Cron does it')
  expect(await rowsOfBefore()).toBeGreaterThan(0)
})

it('fills them to the end where that is asked for, and says what it did', async () => {
  const { code, text } = await deploy('--refill', '--env', 'staging')
  expect(code).toBe(0)
  expect(await calls()).toBe('deploy --env=staging\n')
  expect(text).toContain('filled: 30 rows')
  expect(text).toContain('30 rows were filled again.')
  expect(await rowsOfBefore()).toBe(0)
  const again = await deploy('--refill')
  expect(again.text).toContain('The catalogue is up to date')
})

it('asks for no sync when the deploy failed', async () => {
  await writeFile(join(folder, 'status'), '3')
  expect((await deploy('--refill')).code).toBe(3)
  expect(await rowsOfBefore()).toBe(COUNT)
})

it.each([
  [{ SYNC_TOKEN: 'other' }, ['--refill'], 1, 'SYNC_TOKEN is not the token of the worker'],
  [{ ORIGIN: '', SYNC_TOKEN: '' }, ['--refill'], 1, 'needs ORIGIN'],
  [{ SYNC_TOKEN: '' }, [], 0, 'SYNC_TOKEN is not set: cron updates the catalogue'],
  [{ ORIGIN: 'hudhud.example' }, [], 1, 'is not an address'],
])('with %j and %j ends with status %i and says why', async (env, args, code, words) => {
  const path = [folder, process.env.PATH].join(delimiter)
  const whole = { PATH: path, ORIGIN: paper.origin, SYNC_TOKEN: 'secret', ...env }
  const said = await run(process.execPath, [COMMAND, ...args], whole as Record<string, string>)
  expect(said.text).toContain(words)
  expect(said.code).toBe(code)
})
