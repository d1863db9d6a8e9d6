import { step } from '../../source/places.ts'

/** Fields whose text is an address, a name for programs, or a choice: no prose. */
const NO_PROSE = new Set([
  '$schema',
  'aliases',
  'at',
  'color',
  'email',
  'expiresAt',
  'href',
  'kind',
  'lang',
  'language',
  'origin',
  'publishedAt',
  'related',
  'section',
  'src',
  'status',
  'placement',
  'telephone',
  'timeZone',
  'translations',
  'type',
  'updatedAt',
  'url',
])

export interface Words {
  path: string
  text: string
  /** The language of a span that names its own. */
  lang?: string
}

/** All prose of a value, each text with its path. */
export function wordsIn(value: unknown, path = '', lang?: string): Words[] {
  if (typeof value === 'string') return [{ path, text: value, ...(lang && { lang }) }]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => wordsIn(item, step(path, index), lang))
  }
  const own = 'lang' in value && typeof value.lang === 'string' ? value.lang : lang
  return Object.entries(value)
    .filter(([name]) => !NO_PROSE.has(name))
    .flatMap(([name, inner]) => wordsIn(inner, step(path, name), own))
}

/** Where the links of a value lead, each with its path. */
export function linksIn(value: unknown, path = ''): { path: string; href: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = step(path, Array.isArray(value) ? Number(name) : name)
    if (name === 'href' && typeof inner === 'string') return [{ path: here, href: inner }]
    return linksIn(inner, here)
  })
}
