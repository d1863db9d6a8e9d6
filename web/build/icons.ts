import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'icons')

/** The site's icons, by the addresses that browsers request: the files in icons/. */
export async function readIcons(): Promise<Map<string, Buffer>> {
  const names = (await readdir(FOLDER)).filter((name) => !name.endsWith('.ts'))
  return new Map(
    await Promise.all(
      names.map(async (name) => [`/${name}`, await readFile(join(FOLDER, name))] as const),
    ),
  )
}
