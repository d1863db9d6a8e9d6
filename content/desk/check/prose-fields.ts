import { step } from '../../source/places.ts'

/** Fields whose text is not prose: addresses, ids, choices. */
const NOT_PROSE = new Set([
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
  'previousPaths',
  'redirects',
  'telephone',
  'timeZone',
  'translations',
  'type',
  'updatedAt',
  'url',
])

export interface ProseField {
  path: string
  text: string
  /** The language of a span, if it names one. */
  lang?: string
}

/** All prose in a value, with paths. */
export function proseFields(value: unknown, path = '', lang?: string): ProseField[] {
  if (typeof value === 'string') return [{ path, text: value, ...(lang && { lang }) }]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => proseFields(item, step(path, index), lang))
  }
  const own = 'lang' in value && typeof value.lang === 'string' ? value.lang : lang
  return Object.entries(value)
    .filter(([name]) => !NOT_PROSE.has(name))
    .flatMap(([name, inner]) => proseFields(inner, step(path, name), own))
}

/** All links in a value, with paths. */
export function linksIn(value: unknown, path = ''): { path: string; href: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = step(path, Array.isArray(value) ? Number(name) : name)
    if ((name === 'href' || name === 'url') && typeof inner === 'string')
      return [{ path: here, href: inner }]
    return linksIn(inner, here)
  })
}
