import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../content/desk/check/check.ts'
import { reportOf } from '../content/desk/check/report.ts'
import { readFolder } from '../content/desk/folder/read-folder.ts'
import { folderWith } from './checked-folder.ts'
import { uglyFolder } from './ugly-folder.ts'

const EXPECTED = join(import.meta.dirname, 'ugly-folder.txt')

/** `UPDATE=1` writes what `check` says now, to be read by a person before it is committed. */
it('says of forty ugly files what a person would be glad to get', async () => {
  const files = await uglyFolder()
  expect(Object.keys(files).length).toBeGreaterThanOrEqual(40)
  const path = await folderWith(files)
  const folder = await readFolder(path)
  const { findings } = await check(folder, folder.documents, {
    cache: join(path, '.cache'),
    keys: async () => new Set<string>(),
  })
  const report = `${reportOf(findings)}\n`
  if (process.env.UPDATE) await writeFile(EXPECTED, report)
  expect(report).toBe(await readFile(EXPECTED, 'utf8'))
})
