import { basename, join } from 'node:path'
import { build, type InlineConfig, type Rolldown } from 'vite'

const WEB = join(import.meta.dirname, '..')
/**
 * The oldest browsers in which everything works: see test/old-browsers.test.ts. Chrome 90 itself has
 * optional chaining, with a fault that does not matter here; 91 saves rewriting it.
 */
const TARGET = ['chrome91', 'firefox100', 'safari15.4']

interface BundledIslands {
  loader: string
  files: Map<string, string>
  /** The files that one island needs, including the loader. */
  neededBy(island: string): string[]
}

/**
 * The loader, and the code of islands and behaviours, each in a file of its own.
 *
 * @param define the values of names that the code declares
 */
export async function bundleIslands(define: Define): Promise<BundledIslands> {
  const options: InlineConfig['build'] = {
    // In library mode there is no preload helper of Vite, which would add 1 KB.
    lib: {
      entry: join(WEB, 'islands', 'load.ts'),
      formats: ['es'],
    },
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        minify: true,
        codeSplitting: {
          // What nearly every page loads is one file: many small files cost requests and compress badly.
          groups: [
            {
              name: 'preact',
              test: /node_modules[\\/]preact|web[\\/](?:islands[\\/](?:hydrate|save|share-buttons)|reader[\\/](?:replace-fonts|fonts-fetched|settings|storage|saved-stories|server-clock|message-service-worker|position)|behaviours[\\/](?:adopt-styles|enable-offline|relative-times)|render[\\/](?:relative-time|changing-text))\.tsx?$/,
            },
          ],
        },
      },
    },
  }
  const outputs = await bundle(options, define)
  const chunks = outputs.filter((output) => output.type === 'chunk')
  const loader = chunks.find(({ isEntry }) => isEntry)
  if (loader === undefined) throw new Error('the bundle has no load.ts')
  return {
    loader: `/${loader.fileName}`,
    files: new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code])),
    neededBy: (island) => {
      const roots = chunks.filter(({ name }) => name === island || name === 'preact')
      if (roots.length < 2) throw new Error(`the bundle has no script of the island ${island}`)
      const needed = new Set([loader, ...roots].map(({ fileName }) => fileName))
      // The set grows while the loop runs: files import other files.
      for (const file of needed) {
        const { imports = [] } = chunks.find(({ fileName }) => fileName === file) ?? {}
        for (const other of imports) needed.add(other)
      }
      return [...needed].map((file) => `/${file}`)
    },
  }
}

/** The code of one island or behaviour without Preact, for the table of sizes. @param file from web/ */
export async function bundleIsland(file: string): Promise<string> {
  const outputs = await bundle({
    lib: { entry: join(WEB, file), formats: ['es'] },
    rolldownOptions: {
      external: /^preact/,
      output: { minify: true, codeSplitting: false },
    },
  })
  return outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('')
}

/** The style sheets styles/<name>.css, each in one piece. They are inlined, so they have no address. */
export async function bundleStyles<Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const outputs = await bundle({
    rolldownOptions: {
      input: names.map((name) => join(WEB, 'styles', `${name}.css`)),
    },
  })
  const sheets = outputs.flatMap((output) =>
    output.type === 'asset' ? output.originalFileNames.map((name) => [name, output.source]) : [],
  )
  const sheetOf = (name: Name) => {
    const [, css] = sheets.find(([file]) => basename(String(file)) === `${name}.css`) ?? []
    if (css === undefined) throw new Error(`the bundle has no styles/${name}.css`)
    return String(css).trim()
  }
  const entries = names.map((name) => [name, sheetOf(name)])
  return Object.fromEntries(entries) as Record<Name, string>
}

/** A script in one piece, without imports, such as `head-script.ts`. @param file from web/ */
export async function bundleScript(file: string, define?: Define): Promise<string> {
  const [script] = await bundle(
    {
      rolldownOptions: {
        input: join(WEB, file),
        output: { format: 'iife' },
      },
    },
    define,
  )
  if (script?.type !== 'chunk') throw new Error(`the bundle has no script of ${file}`)
  return script.code.trim()
}

type Define = Record<string, unknown>
type Outputs = Rolldown.RolldownOutput['output'][number][]

async function bundle(options: InlineConfig['build'], define: Define = {}): Promise<Outputs> {
  const result = await build({
    configFile: false,
    root: WEB,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: Object.fromEntries(
      Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    build: { ...options, write: false, target: TARGET },
  })
  return (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
}
