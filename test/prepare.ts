import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { bundleCommands } from './bundle-commands.ts'
import { bundleWorker } from './bundle-worker.ts'
import { run } from './run.ts'

/** Once, before the first test: what several test files would otherwise do at the same time. */
export default async function prepare(): Promise<void> {
  await Promise.all([
    chromium.executablePath(),
    bundleCommands(),
    bundleWorker('test/worker.ts'),
    bundleWorker('worker/index.ts'),
    preparePictures(),
  ])
}

async function preparePictures(): Promise<void> {
  const program = join(import.meta.dirname, 'prepare-pictures.ts')
  const { code, text } = await run(process.execPath, [program])
  if (code !== 0) throw new Error(text)
}
