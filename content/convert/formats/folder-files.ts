import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Folders of builds and tools, which hold no stories of their own. */
const SKIPPED =
  /^(?:node_modules|_site|public|resources|_includes|_layouts|_data|layouts|archetypes|themes|vendor|\..*)$/

/** The files of a folder with one of these endings, sorted, relative to it. */
export async function filesIn(folder: string, ending: RegExp): Promise<string[]> {
  const files: string[] = []
  const visit = async (path: string) => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const inner = join(path, entry.name)
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) await visit(inner)
      else if (entry.isFile() && ending.test(entry.name)) files.push(relative(folder, inner))
    }
  }
  await visit(folder)
  return files.sort()
}
