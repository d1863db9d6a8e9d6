/**
 * What a kept page needs besides itself, read from its text: there is no DOM in a service worker, and
 * the markup is the paper's own.
 */

const SCRIPT = /\/assets\/[\w-]+\.js/g
const CHUNK = /(?<=["'`]\.\/)[\w-]+\.js(?=["'`])/g
/** The second typeface has a `media` until a reader chooses it. */
const FONT = /<link rel="preload" as="font"[^>]*?href="([^"]+)"(?![^>]*media)/g
const STORY = /<article class="article[\s\S]*?<\/article>/
const PICTURE = /(\/media\/[0-9a-f]{16}\/)(\d+)\.avif/g

export function scriptsIn(html: string): string[] {
  return [...new Set(html.match(SCRIPT))]
}

/** The chunks that a script may load. */
export function chunksIn(script: string): string[] {
  return [...new Set(script.match(CHUNK))].map((name) => `/assets/${name}`)
}

export function fontsIn(html: string): string[] {
  return [...html.matchAll(FONT)].map(([, href = '']) => href)
}

/** The smallest size of each picture of the story, but not of the stories that are named below it. */
export function picturesIn(html: string): string[] {
  const smallest = new Map<string, number>()
  for (const [, folder = '', width] of (STORY.exec(html)?.[0] ?? '').matchAll(PICTURE)) {
    smallest.set(folder, Math.min(Number(width), smallest.get(folder) ?? Number.POSITIVE_INFINITY))
  }
  return [...smallest].map(([folder, width]) => `${folder}${width}.avif`)
}

/** Under which key the one kept size of a prepared picture lies, whatever size is asked for. */
export function pictureKey(pathname: string): string | null {
  const [, folder] = /^(\/media\/[0-9a-f]{16}\/)\d+\.(?:avif|jpg)$/.exec(pathname) ?? []
  return folder === undefined ? null : `${folder}small`
}
