import chromium from '@sparticuz/chromium'
import { bundleCommands } from './bundle-commands.ts'

/** Once, before the first test: what several test files would otherwise do at the same time. */
export default async function prepare(): Promise<void> {
  await Promise.all([chromium.executablePath(), bundleCommands()])
}
