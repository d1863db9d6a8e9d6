import { mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let file: number | undefined
let end = 0

/**
 * Stores a text on disk instead of in memory: a folder may have 50,000 articles.
 * @returns what reads it again
 */
export function storeText(text: string): () => string {
  file ??= openTemporaryFile()
  const from = file
  const bytes = Buffer.from(text)
  const start = end
  for (let done = 0; done < bytes.length; )
    done += writeSync(from, bytes, done, bytes.length - done, start + done)
  end = start + bytes.length
  const { length } = bytes
  return () => {
    const found = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; )
      done += readSync(from, found, done, length - done, start + done)
    return found.toString('utf8')
  }
}

/** Without a name, so that it is gone when the process ends, whatever ends it. */
function openTemporaryFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'hudhud-'))
  const opened = openSync(join(folder, 'texts'), 'wx+')
  rmSync(folder, { recursive: true })
  return opened
}
