import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type InlineConfig, type Manifest } from 'vite'
import { makeFonts } from './fonts/make-fonts.ts'
import { ASSET_HEADERS } from './headers.ts'
import { makeIcons } from './icons/make-icons.ts'

/**
 * Builds the frontend: static assets into dist/assets, what the pages inline or name into
 * dist/build.json. `npm run build`; with `--watch` again at every change.
 */

const web = import.meta.dirname
const dist = join(web, '..', 'dist')
const assets = join(dist, 'assets')
const STYLES = ['front', 'list', 'article', 'standing', 'message']
const isWatching = process.argv.includes('--watch')

await rm(assets, { recursive: true, force: true })
await mkdir(assets, { recursive: true })
const [fonts] = await Promise.all([makeFonts(assets), makeIcons(assets)])
await writeFile(join(assets, '_headers'), ASSET_HEADERS)
await rebuild()
if (isWatching) await watch()

async function rebuild(): Promise<void> {
  const [manifest, headScript] = await Promise.all([buildBrowserCode(), buildHeadScript()])
  const styles = await Promise.all(
    STYLES.map(async (name) => [name, fonts.css + (await styleOf(manifest, name))]),
  )
  const loader = manifest['islands/load.ts']?.file
  if (loader === undefined) throw new Error('Vite made no islands/load.ts')
  await rm(join(assets, '.vite'), { recursive: true })
  await writeFile(
    join(dist, 'build.json'),
    JSON.stringify({
      styles: Object.fromEntries(styles),
      headScript,
      loader: `/${loader}`,
      fonts: fonts.files,
    }),
  )
}

/** The style sheets are inlined: read, and not left as files. */
async function styleOf(manifest: Manifest, name: string): Promise<string> {
  const file = manifest[`styles/${name}.css`]?.file
  if (file === undefined) throw new Error(`Vite made no styles/${name}.css`)
  const css = await readFile(join(assets, file), 'utf8')
  await rm(join(assets, file))
  return css.trim()
}

async function buildBrowserCode(): Promise<Manifest> {
  const names = ['islands/load.ts', ...STYLES.map((name) => `styles/${name}.css`)]
  await build({
    ...config(),
    build: {
      outDir: assets,
      emptyOutDir: false,
      manifest: true,
      modulePreload: false,
      target: ['es2022', 'safari16'],
      rolldownOptions: { input: names.map((name) => join(web, name)) },
    },
  })
  return JSON.parse(await readFile(join(assets, '.vite', 'manifest.json'), 'utf8'))
}

/** One line of code for the head of every page. */
async function buildHeadScript(): Promise<string> {
  const result = await build({
    ...config(),
    build: {
      write: false,
      target: ['es2022', 'safari16'],
      rolldownOptions: { input: join(web, 'head-script.ts'), output: { format: 'iife' } },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error('Vite made no head script')
  return output.output[0].code.trim()
}

function config(): InlineConfig {
  return {
    configFile: false,
    root: web,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }
}

async function watch(): Promise<void> {
  const { watch } = await import('node:fs/promises')
  for await (const { filename } of watch(web, { recursive: true })) {
    try {
      await rebuild()
      console.log(`built anew: ${filename}`)
    } catch (error) {
      console.error(error)
    }
  }
}
