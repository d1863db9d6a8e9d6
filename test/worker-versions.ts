import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const COPIED = [
  'worker',
  'web',
  'content/model',
  'content/arabic',
  'content/tsconfig.json',
  'dist/build.json',
  'tsconfig.json',
]

/** A change of the code: this text of a file becomes that one. */
export interface Edit {
  file: string
  from: string
  to: string
}

/**
 * Writes another version of the worker beside this one, built as this one is, and a worker that runs
 * either: the header Test-Version names one.
 * @returns the file to start, from the root
 */
export async function writeVersions(folder: string, edits: Edit[]): Promise<string> {
  const home = join(ROOT, 'dist', folder)
  const next = join(home, 'next')
  await rm(home, { recursive: true, force: true })
  await mkdir(join(next, 'dist'), { recursive: true })
  await Promise.all(
    COPIED.map((path) => cp(join(ROOT, path), join(next, path), { recursive: true })),
  )
  for (const { file, from, to } of edits) {
    const text = await readFile(join(next, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
    await writeFile(
      join(next, file),
      text.replace(from, () => to),
    )
  }
  const { codeVersions } = await import(join(next, 'web', 'build', 'code-versions.ts'))
  await writeFile(join(next, 'dist', 'versions.json'), JSON.stringify(await codeVersions()))
  const main = `
    import { createWorker } from '../../worker/create-worker.ts'
    import { createWorker as createNext } from './next/worker/create-worker.ts'
    import { watched } from '../../test/worker.ts'
    const versions = { this: watched(createWorker), next: watched(createNext) }
    export default {
      fetch: (request, env, context) =>
        versions[request.headers.get('Test-Version')](request, env, context),
    }`
  await writeFile(join(home, 'worker.ts'), main)
  return `dist/${folder}/worker.ts`
}
