import { remembered } from '../arabic/remembered.ts'
import { canonicalId, slugOf } from './id.ts'

type Kind = 'article' | 'section' | 'page' | 'topic' | 'author'

const ADDRESS = /^\/+(?:amp\/+)?(article|section|page|topic|author)\/+(.+)$/i
/** The pages with an address of their own, and the months and days of the archive. */
const PAGE =
  /^(?:corrections|saved|search|partners|api|archive(?:\/\d{4}\/\d{1,2}(?:\/\d{1,2})?)?)$/
/** A chat program, a forum and a share button may each encode an address once more. */
const MAX_ENCODINGS = 5

/**
 * The address that a passed-on spelling of it means: encoded several times, with punctuation, a
 * bracket, a space or an invisible character that was linked too, with `/amp` of a previous system,
 * with `&fbclid=…` but no `?`, with an escape that was cut off, with `_` or a space for a hyphen.
 * Null for what is no address of a page.
 * @param pathname percent-encoded, as a URL has it
 */
export const canonicalPath = remembered(findCanonicalPath, { most: 1000, longest: 300 })

function findCanonicalPath(pathname: string): string | null {
  const [, kind, rest] = ADDRESS.exec(pathname) ?? []
  if (kind === undefined || rest === undefined) return pagePath(pathname)
  const name = nameIn(decoded(rest))
  const id = name === null ? null : idOf(kind.toLowerCase() as Kind, name)
  return id === null ? null : `/${kind.toLowerCase()}/${encodeURIComponent(id)}`
}

function idOf(kind: Kind, name: string): string | null {
  if (kind === 'topic' || kind === 'author') return slugOf(name)
  return canonicalId(name.replace(/[\s+_\u2010-\u2015-]+/gu, '-').replace(/-$/, ''))
}

function pagePath(pathname: string): string | null {
  if (pathname === '/') return null
  const text = decoded(pathname)
  // Nothing is left of escapes that are no UTF-8; a control character inside is no slip.
  if (text === '/' || /\p{Cc}/u.test(text)) return null
  const parts = partsIn(text)
  const name = withoutEdges(parts.join('/')).toLowerCase()
  if (name === '') return /^[\s\p{P}\p{S}]*$/u.test(parts.join('')) ? '/' : null
  return PAGE.test(name) ? `/${name}` : null
}

/** The parts of the path, without a query and without `/amp`. */
function partsIn(text: string): string[] {
  const [path = ''] = text.replace(/\p{Cf}/gu, '').split(/[?#]|&(?=[\w.~-]+=)/)
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length > 1 && parts[parts.length - 1]?.trim().toLowerCase() === 'amp') parts.pop()
  return parts
}

/** The last part of the address alone; null if there are others. */
function nameIn(text: string): string | null {
  const [name, another] = partsIn(text)
  if (name === undefined || another !== undefined) return null
  const trimmed = withoutEdges(name.replace(/(?:\.amp)?(?:\.html?)?$/i, ''))
  // A control character inside is no slip.
  return /[\p{L}\p{N}]/u.test(trimmed) && !/\p{Cc}/u.test(trimmed) ? trimmed : null
}

/** Without spaces, quotation marks and brackets before it, and without what a sentence puts behind. */
function withoutEdges(name: string): string {
  const characters = [...name.replace(/^[\s"'“‘«‹([_-]+/u, '')]
  // Not by one regular expression: with $ it is quadratic for an address of punctuation.
  while (
    characters.length > 0 &&
    !/[\p{L}\p{M}\p{N}+#♯]/u.test(characters[characters.length - 1] ?? '')
  ) {
    characters.pop()
  }
  return characters.join('')
}

/** Decodes until nothing is encoded. Escapes that are no UTF-8, or cut off, are left out. */
function decoded(text: string): string {
  let result = text
  for (let times = 0; times < MAX_ENCODINGS && result.includes('%'); times += 1) {
    const before = result
    result = decodedOnce(result)
    if (result === before) break
  }
  return result
}

function decodedOnce(text: string): string {
  const readable = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = escapes.match(/[0-9a-f]{2}/gi)?.map((byte) => Number.parseInt(byte, 16)) ?? []
    return new TextDecoder().decode(new Uint8Array(bytes)).replaceAll('\ufffd', '')
  })
  return readable.replace(/%[0-9a-f]?$/i, '')
}
