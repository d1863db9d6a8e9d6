import { setTimeout as sleep } from 'node:timers/promises'
import { pictureType } from '../../model/picture-type.ts'
import { isSameHost } from '../addresses.ts'

/** Why a picture was not fetched. `again` means that a later run may succeed. */
export interface NotFetched {
  reason: string
  again: boolean
  /** Of the answer, if there was one that is no picture's. */
  status?: number
}

export interface FetchLimits {
  /** Of one picture. */
  mostBytes: number
  /** For one picture, from the request to its last byte. */
  answerMs: number
  /** Between two requests. */
  pauseMs: number
}

const MAX_REDIRECTS = 3
const MAX_TRIES = 3
const MAX_WAIT_MS = 60_000
const HEADERS = {
  Accept: 'image/*',
  'User-Agent': 'hudhud-convert (moves the pictures of its own site)',
}

/**
 * The bytes of a picture at the site's own host; redirects to another host are not followed. An answer
 * that says "later" is waited for.
 */
export async function fetchPicture(
  address: URL,
  limits: FetchLimits,
): Promise<Uint8Array | NotFetched> {
  let url = address
  for (let redirects = 0, tries = 1; ; ) {
    const response = await get(url, limits)
    if ('reason' in response) return response
    const { status, headers, body } = response
    if (status === 429 || status === 503) {
      await body?.cancel()
      if (tries === MAX_TRIES) return { reason: `the site answers ${status}`, again: true, status }
      tries += 1
      await sleep(waitOf(headers.get('Retry-After'), limits.pauseMs))
      continue
    }
    if (status >= 300 && status < 400) {
      await body?.cancel()
      const location = headers.get('Location') ?? ''
      const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null
      if (next === null || !/^https?:$/.test(next.protocol) || !isSameSite(next, address))
        return { reason: `leads to another host: ${location.slice(0, 200)}`, again: false }
      redirects += 1
      if (redirects > MAX_REDIRECTS) return { reason: 'redirects without end', again: false }
      url = next
      continue
    }
    if (status !== 200) {
      await body?.cancel()
      return {
        reason: `the site answers ${status}`,
        again: status !== 404 && status !== 410,
        status,
      }
    }
    return readPicture(response, limits)
  }
}

type Answer = Pick<Response, 'status' | 'headers' | 'body'>

async function get(url: URL, { answerMs }: FetchLimits): Promise<Answer | NotFetched> {
  try {
    const signal = AbortSignal.timeout(answerMs)
    return await fetch(url, { redirect: 'manual', headers: HEADERS, signal })
  } catch (error) {
    return unreachable(error)
  }
}

async function readPicture(
  { headers, body }: Answer,
  { mostBytes }: FetchLimits,
): Promise<Uint8Array | NotFetched> {
  const tooLarge = { reason: `has more than ${mostBytes / 1e6} MB`, again: false }
  if (Number(headers.get('Content-Length') ?? 0) > mostBytes) {
    await body?.cancel()
    return tooLarge
  }
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of body ?? []) {
      size += part.length
      // Leaving the loop cancels the rest.
      if (size > mostBytes) return tooLarge
      parts.push(part)
    }
  } catch (error) {
    return unreachable(error)
  }
  const bytes = Buffer.concat(parts)
  // Servers answer a page, or call a picture text: the bytes say what it is.
  if (pictureType(bytes) !== null) return bytes
  const type = headers.get('Content-Type') ?? 'nothing'
  return { reason: `is not a picture but ${type}`, again: false }
}

/** `www.` and the bare name are one site. Another port is another server. */
function isSameSite(one: URL, other: URL): boolean {
  return isSameHost(one.href, other.href) && one.port === other.port
}

function unreachable(error: unknown): NotFetched {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const isLate = cause instanceof Error && cause.name === 'TimeoutError'
  const message = cause instanceof Error ? cause.message : String(cause)
  return { reason: isLate ? 'takes too long' : `cannot be reached (${message})`, again: true }
}

function waitOf(header: string | null, pauseMs: number): number {
  const seconds = Number(header ?? Number.NaN)
  const at = Date.parse(header ?? '')
  const wait = Number.isNaN(seconds) ? at - Date.now() : 1000 * seconds
  return Math.min(MAX_WAIT_MS, Math.max(pauseMs, wait || 0))
}
