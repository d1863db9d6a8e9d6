import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSameHost } from '../addresses.ts'
import type { WholeFiles } from '../whole-files.ts'
import { type FetchLimits, fetchPicture } from './fetch-picture.ts'

export interface FetchOptions {
  /** Where the previous site is now; no other host is asked. */
  origin: string
  /** Its address in the export, if it was another one. */
  earlier?: string | undefined
  /** Where the pictures are stored, as their addresses have them. */
  folder: string
  /** The file of what each origin refused for good, which another run leaves out. */
  refusals: string
  /** Requests what was refused, too. */
  again?: boolean | undefined
  files: WholeFiles
  onFetched?: ((done: number, total: number) => void) | undefined
  limits?: Partial<FetchLimits> | undefined
}

const LIMITS: FetchLimits = { mostBytes: 30_000_000, answerMs: 60_000, pauseMs: 200 }
/** After this many failures in a row the site is down, or is refusing requests. */
const MAX_FAILURES = 5
const PICTURE = /\.(?:jpe?g|png|webp|avif|gif)$/i

/**
 * Fetches pictures from the previous site, one at a time. What is there from an earlier run is not
 * fetched again. @returns why each of the others was not fetched, by address
 */
export async function fetchMissing(
  addresses: string[],
  { origin, earlier, folder, refusals, again, files, onFetched, limits: given }: FetchOptions,
): Promise<Map<string, string>> {
  const limits = { ...LIMITS, ...given }
  const refused = again ? new Map<string, string>() : refusalsIn(refusals, origin)
  const reasons = new Map<string, string>()
  let failures = 0
  for (const [index, address] of addresses.entries()) {
    const reason = refused.get(address) ?? (failures < MAX_FAILURES ? await one(address) : STOPPED)
    if (reason !== null) reasons.set(address, reason)
    onFetched?.(index + 1, addresses.length)
  }
  return reasons

  async function one(address: string): Promise<string | null> {
    const urls = urlsOf(address, origin, earlier ?? origin)
    if (typeof urls === 'string') return urls
    let last: { reason: string; again: boolean } | undefined
    for (const url of urls) {
      const file = join(folder, fileOf(url))
      if (existsSync(file)) return null
      const found = await fetchPicture(url, limits)
      await sleep(limits.pauseMs)
      if (!('reason' in found)) {
        files.write(file, found)
        failures = 0
        return null
      }
      // What may still succeed is not stored as refused because of another size.
      last = last?.again ? last : found
      // The site does not answer: it would not for another size. Storage answers 403 for a missing file.
      if (found.again && found.status !== 403) break
    }
    failures = last?.again ? failures + 1 : 0
    if (last && !last.again)
      appendFileSync(refusals, `${JSON.stringify({ origin, address, reason: last.reason })}\n`)
    return last?.reason ?? null
  }
}

const STOPPED = `was not requested: the site failed ${MAX_FAILURES} times in a row; run the command again later`

const NOT_OF_SITE = 'is not an address of the previous site'

/** The original and the size that the story shows, or why there is nothing to request. */
function urlsOf(address: string, origin: string, earlier: string): URL[] | string {
  const bare = withoutProxy(address.replace(/^__GHOST_URL__/, ''))
  if (!URL.canParse(bare, earlier)) return NOT_OF_SITE
  const { href, pathname, protocol } = new URL(bare, earlier)
  const isOfSite = [origin, earlier].some((own) => isSameHost(href, own))
  if (!/^https?:$/.test(protocol) || !isOfSite) return NOT_OF_SITE
  if (!PICTURE.test(pathname)) return 'does not end like a picture (jpg, png, webp, avif, gif)'
  const original = pathname
    .replace(/-\d{2,5}x\d{2,5}(?=\.\w+$)/, '')
    .replace(/\/size\/w\d+(?:h\d+)?(?=\/)/, '')
  return [...new Set([original, pathname])].map((path) =>
    Object.assign(new URL(origin), { pathname: path }),
  )
}

/** WordPress's own service shows pictures of a site under `i0.wp.com/<host>/<path>`. */
function withoutProxy(address: string): string {
  return address.replace(/^(?:https?:)?\/\/i[0-3]\.wp\.com\//i, 'https://')
}

/** The path of a picture as a file: no part of it leads out of the folder. */
function fileOf({ pathname }: URL): string {
  return join(
    ...pathname.split('/').map((part) => {
      const name = decoded(part).replace(/[/\\:*?"<>|\p{Cc}]/gu, '_')
      return /^\.+$/.test(name) ? '_' : name
    }),
  )
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** What this origin refused, by address: another one may have the picture. */
function refusalsIn(file: string, origin: string): Map<string, string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return new Map(
    lines.flatMap((line): [string, string][] => {
      try {
        const refusal = JSON.parse(line)
        return refusal.origin === origin ? [[refusal.address, refusal.reason]] : []
      } catch {
        // The end of an interrupted run.
        return []
      }
    }),
  )
}
