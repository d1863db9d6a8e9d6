import { z } from 'zod'

const MAX_BYTES = 1000

/**
 * One spelling for the addresses of a previous system: percent-encoding is decoded where it is UTF-8,
 * NFC, no slash at the end, no fragment. Upper case stays: other systems tell cases apart. A query
 * stays as it is written, because `/?p=12` is the address of a story.
 */
export function canonicalPreviousPath(path: string): string {
  const [bare = ''] = path.split('#')
  const [before = '', ...query] = bare.split('?')
  const decoded = decodedParts(before)
    .normalize('NFC')
    .replace(/\/{2,}/g, '/')
  const trimmed = decoded.length > 1 ? decoded.replace(/\/$/, '') : '/'
  return query.length > 0 ? `${trimmed}?${query.join('?')}` : trimmed
}

/** What this site answers itself; below `/article/12/` and the like there is nothing of its own. */
const OWN = [
  /^\/(?:api|media|schema|preview|offline|search|saved)(?:\/.*)?$/,
  /^\/(?:article|section|topic|author|page)(?:\/[^/]*)?$/,
  /^\/(?:(?:article|section|topic|author)\/[^/]+|corrections)\/(?:feed|atom)\.(?:xml|json)$/,
  /^\/(?:corrections|partners|archive(?:\/\d+){0,3})$/,
  /^\/(?:[^/]*\.(?:xml|json|txt|js|webmanifest))?$/,
]

/** Whether a path is one of this site's, so that it cannot lead on from a previous system. */
export function isOwnPath(path: string): boolean {
  const [bare = ''] = path.split('?')
  const pathname = bare.length > 1 ? bare.replace(/\/$/, '') : bare
  return OWN.some((own) => own.test(pathname))
}

export const previousPath = z
  .string({
    error: 'is not a text; write a path at the previous site, like "/2014/05/nile-flood/"',
  })
  .refine(
    (path) =>
      /^\/(?![/\\])/.test(path) &&
      !/[\s\p{C}]/u.test(path) &&
      new TextEncoder().encode(path).length <= MAX_BYTES,
    {
      error: (issue) =>
        `${JSON.stringify(String(issue.input).slice(0, 80))} is not a path; write one that begins with /, like "/2014/05/nile-flood/"`,
    },
  )

/** A cut percent-encoding is left as it is; everything else is decoded. */
function decodedParts(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      const decoded = decodeURIComponent(part)
      return /[\s\p{C}?#%]/u.test(decoded) ? part.toUpperCase() : decoded
    } catch {
      return part.toUpperCase()
    }
  })
}
