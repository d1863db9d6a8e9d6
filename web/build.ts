import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { bundleIslands, bundleScript, bundleStyles } from './build/bundle.ts'
import { codeVersions } from './build/code-versions.ts'
import { makeFonts } from './build/fonts/make-fonts.ts'
import { ASSET_HEADERS } from './build/headers.ts'
import { readIcons } from './build/icons.ts'
import { replaceFolder, writeChanged } from './build/write-files.ts'
import { BEYOND_STANDARD } from './render/beyond-standard.ts'
import type { Built } from './render/built.ts'
import { PAGE_STYLES } from './styles/page-styles.ts'

/**
 * Builds the frontend: static files into dist/assets; what the pages inline, and the addresses that
 * they use, into dist/build.json. `npm run build`; with `--watch`, again after every change.
 */

const DIST = join(import.meta.dirname, '..', 'dist')
const QUIET_MS = 50

if (process.argv.includes('--watch')) rebuildAtChanges()
else await buildOnce()

/** Writes nothing until everything is built: a failed build leaves the last good one. */
async function buildOnce(): Promise<void> {
  const [fonts, icons, styles, serviceWorker, serviceWorkerOff, versions] = await Promise.all([
    makeFonts(),
    readIcons(),
    bundleStyles(PAGE_STYLES),
    bundleScript('offline/service-worker.ts'),
    bundleScript('offline/switch-off.ts'),
    codeVersions(),
  ])
  const extended = fonts.faces.filter(({ letters }) => letters === 'extendedArabic')
  const islands = await bundleIslands({
    BEYOND_STANDARD: BEYOND_STANDARD.source,
    EXTENDED_FACES: extended.map(({ family, weight, href }) => ({ family, weight, href })),
  })
  const headScript = await bundleScript('reader/head-script.ts', {
    LOADER: islands.loader,
  })
  const built: Built = {
    styles,
    headScript,
    storedStoriesScripts: islands.neededBy('stored-stories'),
    serviceWorker,
    serviceWorkerOff,
    fonts: { fallbacks: fonts.fallbacks, faces: fonts.faces },
  }
  await replaceFolder(
    join(DIST, 'assets'),
    new Map<string, string | Buffer>([
      ...fonts.files,
      ...icons,
      ...islands.files,
      ['/_headers', ASSET_HEADERS],
    ]),
  )
  await writeChanged(join(DIST, 'build.json'), JSON.stringify(built))
  await writeChanged(join(DIST, 'versions.json'), JSON.stringify(versions))
}

/** Each build is a process of its own, so that a change of the build's code takes effect too. */
function rebuildAtChanges(): void {
  let timer: NodeJS.Timeout | undefined
  let isBuilding = false
  const rebuild = () => {
    if (isBuilding) return later()
    isBuilding = true
    const startedAt = performance.now()
    spawn(process.execPath, [import.meta.filename], { stdio: 'inherit' }).on('close', (code) => {
      isBuilding = false
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(
        code === 0 ? `built in ${seconds} s` : 'build failed; the last good build stays in use',
      )
    })
  }
  // A text editor writes a file in several steps.
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(rebuild, QUIET_MS)
  }
  watch(import.meta.dirname, { recursive: true }, later)
  rebuild()
}
