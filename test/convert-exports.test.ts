import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { convert, RECORDS } from '../content/convert/convert.ts'
import type { Report } from '../content/convert/report.ts'
import { check } from '../content/desk/check/check.ts'
import { errorsIn, reportOf } from '../content/desk/check/report.ts'
import { readFolder } from '../content/desk/folder/read-folder.ts'

/** Each convert/exports/* is what a system exports, the folder *.expected beside it what it becomes. */
const folder = join(import.meta.dirname, 'convert', 'exports')
const cases = readdirSync(folder).filter((name) => !name.endsWith('.expected'))
const temporary = mkdtempSync(join(tmpdir(), 'hudhud-convert-'))
const media = join(temporary, 'media')
// Real pictures, in two sizes of one family.
const [RED, BLUE] = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
]
mkdirSync(join(media, '2014', '05'), { recursive: true })
writeFileSync(
  join(media, '2014', '05', 'port.png'),
  Buffer.concat([Buffer.from(RED ?? '', 'base64'), Buffer.alloc(64)]),
)
writeFileSync(join(media, '2014', '05', 'port-300x200.png'), Buffer.from(RED ?? '', 'base64'))
writeFileSync(join(media, 'map.png'), Buffer.from(BLUE ?? '', 'base64'))
afterAll(() => rmSync(temporary, { recursive: true }))

it.each(cases)(
  'converts %s to the folder beside it, which has no errors, and the second run changes nothing',
  async (name) => {
    const target = join(temporary, name)
    const run = () =>
      convert({ source: join(folder, name), target, media: [media], timeZone: 'Africa/Cairo' })
    const report = await run()
    const files = filesIn(target).set('losses.txt', lossesIn(report))
    const expected = join(folder, `${name}.expected`)
    if (!existsSync(expected)) accept(files, expected)
    expect(files).toEqual(filesIn(expected))
    const read = await readFolder(target)
    const { findings } = await check(read, read.documents, {
      cache: join(temporary, 'cache'),
      keys: async () => new Set(),
    })
    expect(reportOf(errorsIn(findings))).toBe('0 errors, 0 warnings')
    const journal = statSync(join(target, RECORDS, 'journal.jsonl')).size
    expect(await run()).toEqual(report)
    expect(filesIn(target).set('losses.txt', lossesIn(report))).toEqual(files)
    expect(statSync(join(target, RECORDS, 'journal.jsonl')).size).toBe(journal)
  },
)

/** What the report says of each kind, with the places. */
function lossesIn({ losses }: Report): string {
  const lines = losses.flatMap(({ kind, count, examples }) => [
    `${kind} ${count}`,
    ...examples.map(({ file, example }) => `  ${file}: ${example}`),
  ])
  return `${lines.join('\n')}\n`
}

/** A new case: look at what it wrote before you commit it. */
function accept(files: Map<string, string>, expected: string): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(expected, file)), { recursive: true })
    writeFileSync(join(expected, file), text)
  }
}

/** The texts of a folder; pictures by name only. */
function filesIn(path: string): Map<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(
    names
      .filter((name) => /\.(?:md|json|txt)$/.test(name) && !name.startsWith(RECORDS))
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  )
}
