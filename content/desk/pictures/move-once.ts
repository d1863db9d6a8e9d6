import { access, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Gives a draft its name, whole or not at all. Another run may have made the same folder meanwhile,
 * with the same content: then the draft is deleted.
 * @param file one of the folder's
 */
export async function moveOnce(draft: string, folder: string, file: string): Promise<void> {
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
