import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withMarkdownFields } from '../../source/front-matter.ts'
import { withJsonFields } from '../../source/json-source.ts'
import { readText, writeText } from '../../source/read-text.ts'
import { Failure } from '../failure.ts'
import { listFiles } from './list-files.ts'

/** The file of an article in the site's folder, or null. */
export async function fileOfArticle(folder: string, id: string): Promise<string | null> {
  const files = await listFiles(folder, 'articles')
  const names = [`${id}.md`, `${id}.json`]
  const file = files.find((known) => names.includes(basename(known).normalize('NFC')))
  return file === undefined ? null : join(folder, file)
}

/** Sets fields in an article's file; undefined removes a field. */
export async function setFields(file: string, fields: Record<string, unknown>): Promise<void> {
  const found = readText(await readFile(file))
  if (!('text' in found)) throw new Failure(`${file} ${found.problems[0]?.message}`)
  const edit = /\.md$/i.test(file) ? withMarkdownFields : withJsonFields
  await writeFile(file, writeText({ ...found, text: edit(found.text, fields) }))
}

/** Moves a file to `deleted/`, where publishing does not read it. @returns the new path */
export async function moveToDeleted(folder: string, file: string): Promise<string> {
  const aside = join(folder, 'deleted', file.slice(dirname(file).length + 1))
  await mkdir(dirname(aside), { recursive: true })
  await rename(file, aside)
  return aside
}

/** Sets fields in the file of an article, if the folder has one. */
export async function setFieldsOf(
  folder: string,
  id: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const file = await fileOfArticle(folder, id)
  if (file !== null) await setFields(file, fields)
}
