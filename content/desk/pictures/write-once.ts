import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes a folder, whole or not at all: another command may be reading what is in it. What an
 * interrupted run has written is in a folder of another name.
 * @param file one of the folder's: where it is there, another run has made the folder, with the same content
 * @param write writes the files into the draft that it is given
 */
export async function writeOnce<Result>(
  folder: string,
  file: string,
  write: (draft: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(folder), { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    const result = await write(draft)
    await moveOnce(draft, folder, file)
    return result
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function moveOnce(draft: string, folder: string, file: string): Promise<void> {
  try {
    await rename(draft, folder)
  } catch (error) {
    const exists = await access(join(folder, file)).then(
      () => true,
      () => false,
    )
    if (!exists) throw error
    await rm(draft, { recursive: true })
  }
}
