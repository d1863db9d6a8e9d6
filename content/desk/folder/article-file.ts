import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { withMarkdownFields } from '../../source/front-matter.ts'
import { withJsonFields } from '../../source/json-source.ts'

/** The file of an article in the site's folder, or null. */
export async function fileOfArticle(folder: string, id: string): Promise<string | null> {
  for (const ending of ['.md', '.json']) {
    const file = join(folder, 'articles', id + ending)
    const exists = await readFile(file).then(
      () => true,
      () => false,
    )
    if (exists) return file
  }
  return null
}

/** Sets fields in an article's file; undefined removes a field. */
export async function setFields(file: string, fields: Record<string, unknown>): Promise<void> {
  const text = await readFile(file, 'utf8')
  const edit = extname(file) === '.md' ? withMarkdownFields : withJsonFields
  await writeFile(file, edit(text, fields))
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
