import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { run } from './run.ts'

const ROOT = join(import.meta.dirname, '..')
const BUNDLES = join(ROOT, 'node_modules', '.cache', 'hudhud', 'workers')

/** Compatibility flags of the workers that tests start: `worker.ts` has a clock for each request. */
export const TEST_FLAGS = ['nodejs_als']

/** What a bundle was made of: time and size of each file. */
type Inputs = Record<string, string>

/**
 * Bundles a worker as `wrangler deploy` does, unless nothing has changed since. The tests start
 * dozens of workers, and bundling each one would take more CPU than starting it.
 * @param main from the root, as in wrangler.toml
 * @returns the file of the bundle
 */
export async function bundleWorker(main: string): Promise<string> {
  const home = join(BUNDLES, main.replaceAll('/', '-').replace(/\.ts$/, ''))
  const bundle = join(home, `${main.split('/').at(-1)?.replace(/\.ts$/, '')}.js`)
  if (await isFresh(home)) return bundle
  await mkdir(BUNDLES, { recursive: true })
  const fresh = await mkdtemp(`${home}-`)
  const meta = join(fresh, 'meta.json')
  const { code, text } = await run('wrangler', [
    'deploy',
    main,
    '--env=',
    '--dry-run',
    `--outdir=${fresh}`,
    `--metafile=${meta}`,
    ...TEST_FLAGS.map((flag) => `--compatibility-flags=${flag}`),
  ])
  if (code !== 0) throw new Error(text)
  const { inputs } = JSON.parse(await readFile(meta, 'utf8')) as { inputs: object }
  const files = [...Object.keys(inputs), 'wrangler.toml']
  await writeFile(join(fresh, 'inputs.json'), JSON.stringify(await asTheyAre(files)))
  // Whole or not at all: other test files may start the same worker at this moment.
  await rm(home, { recursive: true, force: true })
  await rename(fresh, home)
  return bundle
}

async function isFresh(home: string): Promise<boolean> {
  try {
    const made: Inputs = JSON.parse(await readFile(join(home, 'inputs.json'), 'utf8'))
    return isDeepStrictEqual(await asTheyAre(Object.keys(made)), made)
  } catch {
    // There is none yet, or a file that it was made of is gone.
    return false
  }
}

async function asTheyAre(files: string[]): Promise<Inputs> {
  const seen = files.map(async (file) => {
    const { mtimeMs, size } = await stat(join(ROOT, file))
    return [file, `${mtimeMs} ${size}`]
  })
  return Object.fromEntries(await Promise.all(seen))
}
