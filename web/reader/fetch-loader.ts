import { afterFirstScreen } from './after-first-screen.ts'
import { awaitLoader } from './await-loader.ts'
import { onFirstSign } from './first-sign.ts'

/** The address of islands/load.ts: web/build.ts puts it here. */
declare const LOADER: string

/** Fetches the loader after the first screen. */
export function fetchLoader(): void {
  onFirstSign(() => {
    document.documentElement.dataset.met = ''
  })
  afterFirstScreen(() => {
    const script = document.createElement('script')
    script.type = 'module'
    script.src = LOADER
    awaitLoader(script)
    document.head.append(script)
  })
}
