import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { breakingChanges, type OpenApi } from './breaking-changes.ts'

/**
 * Compares the API with the document in the repository, which is what programs rely on. Adding is
 * allowed; `--write` records it. Removing is refused.
 */
const ROOT = join(import.meta.dirname, '..')
const FILE = join(ROOT, 'worker', 'openapi.json')
const WRITE = 'node test/check-api.ts --write'

/** The operations do not need what the build makes, so the check needs no build. */
const WITHOUT_BUILD = {
  name: 'without-build',
  enforce: 'pre' as const,
  resolveId: (id: string) => (/\/dist\/\w+\.json$/.test(id) ? '\0build' : null),
  load: (id: string) => (id === '\0build' ? 'export default {}' : null),
}

const recorded = await readFile(FILE, 'utf8').catch(() => null)
const current = await currentDocument()
const text = `${JSON.stringify(current, null, 2)}\n`
const broken = recorded === null ? [] : breakingChanges(JSON.parse(recorded), current)
if (broken.length > 0) {
  console.error(`The API breaks what programs rely on (worker/openapi.json):\n${broken.join('\n')}`)
  process.exitCode = 1
} else if (process.argv.includes('--write')) {
  await writeFile(FILE, text)
} else if (text !== recorded) {
  console.error(`The API has grown. Record it: ${WRITE}`)
  process.exitCode = 1
}

/** The operations import pages, whose JSX Node cannot load by itself. */
async function currentDocument(): Promise<OpenApi> {
  const load = async <Module>(file: string) =>
    (
      await runnerImport<Module>(join(ROOT, file), {
        root: ROOT,
        configFile: false,
        logLevel: 'error',
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        plugins: [WITHOUT_BUILD],
      })
    ).module
  const { openApiOf } = await load<typeof import('../worker/routes/api/openapi.ts')>(
    'worker/routes/api/openapi.ts',
  )
  const { OPERATIONS } = await load<typeof import('../worker/routes/api/operations.ts')>(
    'worker/routes/api/operations.ts',
  )
  return openApiOf(OPERATIONS, 'Hudhud') as unknown as OpenApi
}
