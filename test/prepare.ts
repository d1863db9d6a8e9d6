import chromium from '@sparticuz/chromium'
import { bundleCommands } from './bundle-commands.ts'
import { bundleWorker } from './bundle-worker.ts'
import { prepareSamplePictures } from './sample.ts'

/** Once, before the first test: what several test files would otherwise do at the same time. */
export default async function prepare(): Promise<void> {
  await Promise.all([
    chromium.executablePath(),
    bundleCommands(),
    bundleWorker('test/worker.ts'),
    bundleWorker('worker/index.ts'),
    prepareSamplePictures(),
  ])
}
