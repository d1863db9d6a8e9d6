import { statfsSync } from 'node:fs'

/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm'

/**
 * Makes what stores many files with its folder for temporary files in memory, where the system has one
 * with room: to write them to a disk takes KV, D1 and Chromium a tenth more of a processor, or a fifth.
 */
export async function withFilesInMemory<Made>(make: () => Made | Promise<Made>): Promise<Made> {
  const { TMPDIR } = process.env
  if (hasRoom(MEMORY)) process.env.TMPDIR = MEMORY
  try {
    return await make()
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 ** 30
  } catch {
    // There is none on other systems.
    return false
  }
}
