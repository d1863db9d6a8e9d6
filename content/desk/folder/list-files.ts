import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isLeftover } from './file-names.ts'

/**
 * The files in a part of the folder and in its sub-folders, sorted; symbolic links count as what they
 * lead to. Relative to `path`.
 */
export async function listFiles(path: string, part: string): Promise<string[]> {
  const entries = await readdir(join(path, part)).catch(() => [])
  const files: string[] = []
  for (const entry of entries.filter((name) => !isLeftover(name)).sort()) {
    const file = join(part, entry)
    const found = await stat(join(path, file)).catch(() => null)
    if (found?.isDirectory()) files.push(...(await listFiles(path, file)))
    else if (found?.isFile()) files.push(file)
  }
  return files
}
