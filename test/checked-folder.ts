import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { check } from '../content/desk/check/check.ts'
import { type Folder, readFolder } from '../content/desk/folder/read-folder.ts'

type Files = Record<string, string | Uint8Array>

export const SITE = JSON.stringify({
  name: 'هدهد',
  sections: [
    { id: 'science', name: 'العلوم' },
    { id: 'world', name: 'العالم' },
  ],
})

/** The text of an article with these fields instead of the usual ones. */
export function aStory(fields: Record<string, string> = {}, body = 'فقرة.'): string {
  const usual = {
    headline: 'خبر',
    section: 'science',
    publishedAt: '2026-03-05T21:30:00+03:00',
    ...fields,
  }
  const lines = Object.entries(usual).map(([name, value]) => `${name}: ${value}`.trimEnd())
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`
}

/** A folder that lasts as long as the test. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'hudhud-folder-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Files in a folder that lasts as long as the test, with a site unless they have one. */
export async function folderWith(files: Files): Promise<string> {
  const path = await temporaryFolder()
  for (const [file, text] of Object.entries({ 'site.json': SITE, ...files })) {
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
  }
  return path
}

/** What `check` says of a folder: `articles/x.md:2:11 error headline: …`, in its order. */
export async function findingsIn(path: string): Promise<{ said: string[]; folder: Folder }> {
  const folder = await readFolder(path)
  const options = { cache: join(path, '.cache'), keys: async () => new Set<string>() }
  const { findings } = await check(folder, folder.documents, options)
  const said = findings.map(
    ({ file, line, column, severity, message }) =>
      `${file}:${line}:${column} ${severity} ${message}`,
  )
  return { said, folder }
}

export async function check1(files: Files): Promise<string[]> {
  return (await findingsIn(await folderWith(files))).said
}
