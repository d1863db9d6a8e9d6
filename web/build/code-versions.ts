import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '..', '..')

/** Versions of the code whose results are stored: nobody has to raise a number. */
export interface CodeVersions {
  /** What makes the catalogue's row of a value in KV. */
  rows: string
  /** What makes the search index's words of an article. */
  search: string
}

export async function codeVersions(): Promise<CodeVersions> {
  return {
    rows: await versionOf('worker/catalogue/row.ts', 'content/model/article.ts'),
    search: await versionOf('worker/catalogue/search-document.ts'),
  }
}

/**
 * A hash of what these files do, with all that they import but packages: minified first, so that
 * comments, types and names inside a function do not count.
 */
async function versionOf(...files: string[]): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: {
        input: files.map((file) => join(ROOT, file)),
        external: /^[^./]/,
        preserveEntrySignatures: 'strict',
        output: { minify: true, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const codes = outputs.flatMap((output) => (output.type === 'chunk' ? [output.code] : []))
  if (codes.length === 0) throw new Error(`the bundle has nothing of ${files.join(', ')}`)
  return createHash('sha256').update(codes.toSorted().join('\n')).digest('hex').slice(0, 12)
}
