import type { Lose } from '../losses.ts'
import type { OldExport, OldSite, OldStory } from '../old-export.ts'
import { child, elementsIn, once, textOfChild, type XmlElement } from './read-xml.ts'

/** RSS 0.9 to 2.0, RDF and Atom; Blogger's export is Atom. */
export function readFeed(files: string[], lose: Lose): OldExport {
  const site: OldSite = { system: 'feed', categories: new Map(), redirects: [] }
  const onProblem = once(lose)
  return {
    site,
    async *items() {
      for (const file of files) {
        for await (const element of elementsIn(file, onProblem)) {
          const story =
            element.name === 'item'
              ? rssStory(element)
              : element.name === 'entry'
                ? atomStory(element)
                : null
          if (story !== null) yield story
          else readChannel(element, site)
        }
      }
    },
  }
}

function readChannel(element: XmlElement, site: OldSite): void {
  if (element.name === 'channel') for (const inner of element.children) readChannel(inner, site)
  const { name, text, attributes } = element
  if (name === 'title') site.name ??= text
  if (name === 'description' || name === 'subtitle') site.tagline ??= text
  if (name === 'language') site.language ??= text.slice(0, 2).toLowerCase()
  if (name === 'link' && (attributes.rel ?? 'alternate') === 'alternate')
    site.origin ??= (attributes.href ?? text).trim()
}

function rssStory(item: XmlElement): OldStory {
  const text = (name: string) => textOfChild(item, name)?.trim()
  const full = text('content:encoded')
  const html = full ?? text('description') ?? ''
  const url =
    text('link') ??
    (child(item, 'guid')?.attributes.ispermalink !== 'false' ? text('guid') : undefined)
  const authors = item.children
    .filter(({ name }) => name === 'dc:creator' || name === 'author')
    .map((one) => nameIn(one.text))
  const terms = item.children
    .filter(({ name }) => name === 'category' || name === 'dc:subject')
    .map((one) => one.text)
  const image = item.children.find(
    ({ name, attributes }) =>
      (name === 'enclosure' && attributes.type?.startsWith('image/')) ||
      (/^media:(?:content|thumbnail)$/.test(name) &&
        /image|^$/.test(attributes.medium ?? attributes.type ?? '')),
  )
  const excerpt = full === undefined ? undefined : text('description')
  const at = momentIn(text('pubdate') ?? text('dc:date'))
  return {
    ...base(text('guid') ?? url ?? html.slice(0, 100), text('title') ?? '', html, url),
    ...(excerpt && { excerpt }),
    ...(at && { publishedAt: at }),
    authors,
    categories: terms.slice(0, 1).map((name) => ({ slug: name, name })),
    topics: terms.slice(1),
    ...(image?.attributes.url && { image: { url: image.attributes.url } }),
  }
}

function atomStory(entry: XmlElement): OldStory | null {
  const terms = entry.children.filter(({ name }) => name === 'category')
  const kind = terms.find(({ attributes }) => attributes.scheme?.endsWith('#kind'))?.attributes.term
  // Blogger exports comments, templates and settings as entries too.
  if (kind !== undefined && !/#(?:post|page)$/.test(kind)) return null
  const link = entry.children.find(
    ({ name, attributes }) => name === 'link' && (attributes.rel ?? 'alternate') === 'alternate',
  )
  const content = child(entry, 'content') ?? child(entry, 'summary')
  const html = content ? htmlIn(content) : ''
  const names = terms
    .filter(({ attributes }) => !attributes.scheme?.endsWith('#kind'))
    .map(({ attributes }) => attributes.label ?? attributes.term ?? '')
  const id = textOfChild(entry, 'id')
  const at = momentIn(textOfChild(entry, 'published') ?? textOfChild(entry, 'updated'))
  const updated = momentIn(textOfChild(entry, 'updated'))
  const title = child(entry, 'title')
  const control = child(entry, 'app:control')
  const draft = control ? textOfChild(control, 'app:draft') : undefined
  return {
    ...base(
      id ?? link?.attributes.href ?? html.slice(0, 100),
      title?.text ?? '',
      html,
      link?.attributes.href,
    ),
    kind: kind?.endsWith('#page') ? 'page' : 'story',
    status: draft === 'yes' ? 'draft' : 'published',
    ...(at && { publishedAt: at }),
    ...(updated && { updatedAt: updated }),
    authors: entry.children
      .filter(({ name }) => name === 'author')
      .flatMap((one) => textOfChild(one, 'name') ?? []),
    categories: names.slice(0, 1).map((name) => ({ slug: name, name })),
    topics: names.slice(1),
  }
}

function base(key: string, title: string, html: string, url: string | undefined): OldStory {
  return {
    kind: 'story',
    key,
    place: url ?? key,
    title,
    html,
    lines: /<(?:p|br|div)\b/i.test(html) ? 'none' : 'every',
    ...(url && { url }),
    otherPaths: [],
    status: 'published',
    authors: [],
    categories: [],
    topics: [],
  }
}

function htmlIn(content: XmlElement): string {
  const { type } = content.attributes
  if (type === 'xhtml') return content.html
  return type === 'text'
    ? content.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    : content.text
}

/** RSS has `mail@example.com (Name)`. */
function nameIn(text: string): string {
  return /\(([^)]+)\)/.exec(text)?.[1] ?? text
}

/** A date with its zone in ISO 8601, or as written when it has no zone. */
export function momentIn(text: string | undefined): string | undefined {
  const written = text?.trim()
  if (!written) return undefined
  const [, local] = /^(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)(?:\.\d+)?$/.exec(written) ?? []
  if (local)
    return local.length === 10
      ? `${local}T00:00:00`
      : `${local.replace(' ', 'T')}${local.length === 16 ? ':00' : ''}`
  // Without a zone, JavaScript takes that of this machine.
  const isLocal = !ZONE.test(written)
  const at = Date.parse(isLocal ? `${written} UTC` : written)
  if (Number.isNaN(at)) return undefined
  const iso = new Date(at).toISOString().replace('.000Z', 'Z')
  return isLocal ? iso.replace('Z', '') : iso
}

/**
 * At the end of a date of RFC 822 or ISO 8601. An offset follows a time: `05-06-2014` ends in a year.
 */
const ZONE =
  /(?:Z|:\d\d(?:\.\d+)?\s*(?:[AP]M\s*)?(?:GMT|UTC?)?\s*[+-]\d\d:?\d\d|\b(?:GMT|UTC?|[ECMP][SD]T))\s*(?:\([^)]*\))?$/i
