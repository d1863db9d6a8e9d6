import type { Lose } from '../losses.ts'
import type { Noted, OldExport, OldSite, OldStory } from '../old-export.ts'
import { escapeHtml, escapeText } from '../text/escape-html.ts'
import { child, elementsIn, once, textOfChild, type XmlElement } from './read-xml.ts'

/** RSS 0.9 to 2.0, RDF and Atom; Blogger's export is Atom. */
export function readFeed(files: string[], lose: Lose): OldExport {
  const site: OldSite = { system: 'feed', categories: new Map(), redirects: [] }
  const onProblem = once(lose)
  let wasRead = false
  /** Of an Atom feed, for entries without an author of their own. */
  const shared: string[] = []
  return {
    site,
    async *items() {
      const isSecondTime = wasRead
      for (const file of files) {
        for await (const element of elementsIn(file, onProblem)) {
          const story =
            element.name === 'item'
              ? rssStory(element)
              : element.name === 'entry'
                ? atomStory(element, shared)
                : null
          if (story === 'left-out') {
            if (!isSecondTime) lose('left-out', textOfChild(element, 'id') ?? 'an entry')
          } else if (story !== null) yield story
          else {
            const name = element.name === 'author' ? textOfChild(element, 'name') : undefined
            if (name !== undefined && !shared.includes(name)) shared.push(name)
            readChannel(element, site)
          }
        }
      }
      wasRead = true
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
  const files = item.children.flatMap(attachedTo)
  const isBeginning = full === undefined && isCut(text('description') ?? '')
  const noted: Noted[] = [
    ...files.map(({ url: address }) => ({ kind: 'attachments' as const, example: address })),
    ...(isBeginning ? [{ kind: 'only-excerpt' as const, example: text('description') ?? '' }] : []),
  ]
  const image = item.children.find(
    ({ name, attributes }) =>
      (name === 'enclosure' && attributes.type?.startsWith('image/')) ||
      (/^media:(?:content|thumbnail)$/.test(name) &&
        /image|^$/.test(attributes.medium ?? attributes.type ?? '')),
  )
  const excerpt = full === undefined ? undefined : text('description')
  const at = momentIn(text('pubdate') ?? text('dc:date'))
  return {
    ...base(
      text('guid') ?? url ?? html.slice(0, 100),
      text('title') ?? '',
      html + linksTo(files),
      url,
    ),
    ...(noted.length > 0 && { noted }),
    ...(excerpt && { excerpt }),
    ...(at && { publishedAt: at }),
    authors,
    categories: terms.slice(0, 1).map((name) => ({ slug: name, name })),
    topics: terms.slice(1),
    ...(image?.attributes.url && { image: { url: image.attributes.url } }),
  }
}

function atomStory(entry: XmlElement, shared: string[]): OldStory | 'left-out' {
  const terms = entry.children.filter(({ name }) => name === 'category')
  const kind = terms.find(({ attributes }) => attributes.scheme?.endsWith('#kind'))?.attributes.term
  // Blogger exports comments, templates and settings as entries too.
  if (kind !== undefined && !/#(?:post|page)$/.test(kind)) return 'left-out'
  const link = entry.children.find(
    ({ name, attributes }) => name === 'link' && (attributes.rel ?? 'alternate') === 'alternate',
  )
  const url = link && resolvedIn(link, link.attributes.href)
  const full = child(entry, 'content')
  const content = full ?? child(entry, 'summary')
  const html = content ? htmlIn(content) : ''
  const files = entry.children.flatMap(attachedTo)
  const elsewhere = full?.attributes.src
  const noted: Noted[] = [
    ...files.map(({ url: address }) => ({ kind: 'attachments' as const, example: address })),
    ...(elsewhere ? [{ kind: 'lost-text' as const, example: elsewhere }] : []),
    ...(full === undefined && html !== ''
      ? [{ kind: 'only-excerpt' as const, example: content?.text ?? '' }]
      : []),
  ]
  const names = terms
    .filter(({ attributes }) => !attributes.scheme?.endsWith('#kind'))
    .map(({ attributes }) => attributes.label ?? attributes.term ?? '')
  const id = textOfChild(entry, 'id')
  const at = momentIn(textOfChild(entry, 'published') ?? textOfChild(entry, 'updated'))
  const updated = momentIn(textOfChild(entry, 'updated'))
  const title = child(entry, 'title')
  const own = entry.children
    .filter(({ name }) => name === 'author')
    .flatMap((one) => textOfChild(one, 'name') ?? [])
  const control = child(entry, 'app:control')
  const draft = control ? textOfChild(control, 'app:draft') : undefined
  return {
    ...base(
      id ?? url ?? html.slice(0, 100),
      title?.attributes.type === 'xhtml' ? title.html : (title?.text ?? ''),
      html + linksTo(files),
      url,
    ),
    ...(content?.base && { base: content.base }),
    ...(noted.length > 0 && { noted }),
    kind: kind?.endsWith('#page') ? 'page' : 'story',
    // There is nothing to show until an editor has fetched its text.
    status: draft === 'yes' || elsewhere ? 'draft' : 'published',
    ...(at && { publishedAt: at }),
    ...(updated && { updatedAt: updated }),
    authors: own.length > 0 ? own : shared,
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

interface Attached {
  url: string
  title: string
}

/** Sound and films that an entry carries, for its end. Pictures are the entry's lead. */
function attachedTo(element: XmlElement): Attached[] {
  const { name, attributes } = element
  const isEnclosure = name === 'enclosure' || (name === 'link' && attributes.rel === 'enclosure')
  const isMedia =
    name === 'media:content' && /^(?:audio|video)/.test(attributes.type ?? attributes.medium ?? '')
  const url = resolvedIn(element, attributes.href ?? attributes.url)
  if (!(isEnclosure || isMedia) || url === undefined || attributes.type?.startsWith('image/'))
    return []
  const title = attributes.title ?? textOfChild(element, 'media:title')
  return [{ url, title: title ?? url.split('/').at(-1) ?? url }]
}

/** As the last paragraphs of a text. */
export function linksTo(files: Attached[]): string {
  return files
    .map(({ url, title }) => `\n<p><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></p>`)
    .join('')
}

function resolvedIn({ base }: XmlElement, address: string | undefined): string | undefined {
  if (address === undefined || base === undefined || !URL.canParse(address, base)) return address
  return new URL(address, base).href
}

/** What systems put where they cut a text. */
function isCut(description: string): boolean {
  const words = description
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#8230;|&hellip;/g, '…')
    .trim()
  return /(?:…|\.\.\.)\]?$|\[(?:…|\.\.\.)\]|(?:المزيد|التفاصيل|read more|continue reading)\W*$/iu.test(
    words,
  )
}

function htmlIn(content: XmlElement): string {
  const { type } = content.attributes
  if (type === 'xhtml') return content.html
  return type === 'text' ? escapeText(content.text) : content.text
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
