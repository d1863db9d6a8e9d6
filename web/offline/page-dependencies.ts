/**
 * What a cached page depends on, found in its text: a service worker has no DOM, and the markup is
 * the site's own.
 */

const SCRIPT = /\/assets\/[\w-]+\.js/g
const CHUNK = /["'`]\.\/([\w-]+\.js)["'`]/g
/** Without the second typeface, which few readers choose. */
const FONT = /<link rel="preload" as="font"[^>]*?href="([^"]+)"(?![^>]*data-face="sans")/g
const STORY = /<article class="article[\s\S]*?<\/article>/
const PICTURE = /(\/media\/[0-9a-f]{16}\/)(\d+)\.avif/g

export function scriptsIn(html: string): string[] {
  return [...new Set(html.match(SCRIPT))]
}

/** The chunks that a script can import. */
export function chunksIn(script: string): string[] {
  const names = [...script.matchAll(CHUNK)].map(([, name]) => name)
  return [...new Set(names)].map((name) => `/assets/${name}`)
}

export function fontsIn(html: string): string[] {
  return [...html.matchAll(FONT)].map(([, href = '']) => href)
}

/** The smallest size of each picture of the story, without those of the stories listed below it. */
export function picturesIn(html: string): string[] {
  const smallest = new Map<string, number>()
  for (const [, folder = '', width] of (STORY.exec(html)?.[0] ?? '').matchAll(PICTURE)) {
    smallest.set(folder, Math.min(Number(width), smallest.get(folder) ?? Number.POSITIVE_INFINITY))
  }
  return [...smallest].map(([folder, width]) => `${folder}${width}.avif`)
}

/** The cache key of a prepared picture: one size is cached and stands for all of them. */
export function pictureKey(pathname: string): string | null {
  const [, folder] = /^(\/media\/[0-9a-f]{16}\/)\d+\.(?:avif|jpg)$/.exec(pathname) ?? []
  return folder === undefined ? null : `${folder}small`
}
