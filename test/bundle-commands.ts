import { join } from 'node:path'
import { build } from 'vite'

const ROOT = join(import.meta.dirname, '..')
/** Where the bundle is, with a name for `main.ts` and for each part that is loaded when it is needed. */
export const BUNDLED_COMMANDS = join(ROOT, 'node_modules', '.cache', 'hudhud', 'commands')

/**
 * Bundles the editor's commands: half of the time of a run would be the loading of 500 modules.
 * `wrangler.test.ts`, `desk-interrupted.test.ts` and `desk-preview.test.ts` run the files themselves.
 */
export async function bundleCommands(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    // Programs, and what is loaded from its own folder.
    ssr: { noExternal: true, external: ['sharp', 'wrangler', 'wawoff2'] },
    build: {
      ssr: join('content', 'desk', 'main.ts'),
      outDir: BUNDLED_COMMANDS,
      emptyOutDir: true,
      target: 'node24',
      // All in one folder: the commands find their files from where they are.
      rolldownOptions: { output: { chunkFileNames: '[name]-[hash].js' } },
    },
  })
}
