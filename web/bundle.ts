import { basename, join } from 'node:path'
import { build, type InlineConfig, type Rolldown } from 'vite'
import { PAGE_STYLES, type PageStyle } from './page-style.ts'

const TARGET = ['es2022', 'safari16']

interface BundledIslands {
  loader: string
  files: Map<string, string>
  /** The files that one island needs, the loader's too. */
  neededBy(island: string): string[]
}

/** The loader of the islands and their code, each island a file of its own. */
export async function bundleIslands(): Promise<BundledIslands> {
  const outputs = await bundle({
    // As a library the code imports its parts by itself; Vite's helper for pages would be 1 KB more.
    lib: { entry: join(import.meta.dirname, 'islands', 'load.ts'), formats: ['es'] },
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        minify: true,
        codeSplitting: {
          // What nearly every page loads is one file: many small ones cost requests and compress badly.
          groups: [
            {
              name: 'preact',
              test: /node_modules[\\/]preact|islands[\\/](?:hydrate|choice|change-setting|tint-browser|held-pictures|reader-settings|adopt|save|saved-stories|saves-data|share-buttons|relative-times?)\b/,
            },
          ],
        },
      },
    },
  })
  const chunks = outputs.filter((output) => output.type === 'chunk')
  const loader = chunks.find(({ isEntry }) => isEntry)
  if (loader === undefined) throw new Error('Vite made no loader of the islands')
  return {
    loader: `/${loader.fileName}`,
    files: new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code])),
    neededBy: (island) => {
      const roots = chunks.filter(({ name }) => name === island || name === 'preact')
      if (roots.length < 2) throw new Error(`Vite made no script of ${island}`)
      const needed = new Set([loader, ...roots].map(({ fileName }) => fileName))
      // A set that grows while it is walked through: files import others.
      for (const file of needed) {
        const { imports = [] } = chunks.find(({ fileName }) => fileName === file) ?? {}
        for (const other of imports) needed.add(other)
      }
      return [...needed].map((file) => `/${file}`)
    },
  }
}

/** One island's code with what it alone brings, without Preact: for the table of sizes. */
export async function bundleIsland(file: string): Promise<string> {
  const outputs = await bundle({
    lib: { entry: join(import.meta.dirname, 'islands', file), formats: ['es'] },
    rolldownOptions: {
      external: /^preact/,
      output: { minify: true, codeSplitting: false },
    },
  })
  return outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('')
}

/** The style sheet of each kind of page in one piece. They are inlined, so they have no address. */
export async function bundleStyles(): Promise<Record<PageStyle, string>> {
  const outputs = await bundle({
    rolldownOptions: {
      input: PAGE_STYLES.map((name) => join(import.meta.dirname, 'styles', `${name}.css`)),
    },
  })
  const sheets = outputs.flatMap((output) =>
    output.type === 'asset' ? output.originalFileNames.map((name) => [name, output.source]) : [],
  )
  const sheetOf = (name: PageStyle) => {
    const [, css] = sheets.find(([file]) => basename(String(file)) === `${name}.css`) ?? []
    if (css === undefined) throw new Error(`Vite made no styles/${name}.css`)
    return String(css).trim()
  }
  const named = PAGE_STYLES.map((name) => [name, sheetOf(name)])
  return Object.fromEntries(named) as Record<PageStyle, string>
}

/** A program in one piece that imports nothing, such as `head-script.ts`. */
export async function bundleScript(...path: string[]): Promise<string> {
  const [script] = await bundle({
    rolldownOptions: {
      input: join(import.meta.dirname, ...path),
      output: { format: 'iife' },
    },
  })
  if (script?.type !== 'chunk') throw new Error(`Vite made nothing of ${path.join('/')}`)
  return script.code.trim()
}

type Outputs = Rolldown.RolldownOutput['output'][number][]

async function bundle(options: InlineConfig['build']): Promise<Outputs> {
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { ...options, write: false, target: TARGET },
  })
  return (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
}
