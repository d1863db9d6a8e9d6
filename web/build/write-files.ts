import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes the folder contain exactly these files, by their paths from its root. Unchanged files are not
 * written, and old files are deleted last: the folder may be served during the build.
 */
export async function replaceFolder(
  folder: string,
  files: Map<string, string | Buffer>,
): Promise<void> {
  await Promise.all([...files].map(([path, content]) => writeChanged(join(folder, path), content)))
  const wanted = new Set([...files.keys()].map((path) => join(folder, path)))
  const there = await readdir(folder, { recursive: true, withFileTypes: true })
  const old = there
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !wanted.has(file))
  await Promise.all(old.map((file) => rm(file)))
}

/** Writes a file in one step, and only if it changes: servers that watch it never read half a file. */
export async function writeChanged(file: string, content: string | Buffer): Promise<void> {
  const before = await readFile(file).catch(() => null)
  if (before?.equals(Buffer.from(content))) return
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, content)
  await rename(`${file}.new`, file)
}
