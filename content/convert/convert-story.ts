import type { Root } from 'hast'
import { type Article, articleSchema } from '../model/article.ts'
import type { Body } from '../model/block.ts'
import { slugOf } from '../model/id.ts'
import { type Page, pageSchema } from '../model/page.ts'
import { articlePath, pagePath } from '../model/path.ts'
import { linkTarget, plainPhrasing } from '../model/phrasing.ts'
import { redirectedPath } from '../model/redirect.ts'
import { isSameHost, pathIn } from './addresses.ts'
import type { ArchiveIndex } from './archive-index.ts'
import { bodyOfTree, parseHtml } from './html/body-of-html.ts'
import type { FoundPicture, HtmlContext } from './html/context.ts'
import { splitCredit } from './html/credit.ts'
import { describeFigures } from './html/finish-body.ts'
import { attribute, descendants, isElement } from './html/nodes.ts'
import { shownText } from './html/shown-text.ts'
import type { IndexEntry } from './index-entry.ts'
import { type Loss, Losses } from './losses.ts'
import type { OldFigure, OldStory } from './old-export.ts'
import type { Pictures } from './pictures.ts'
import { momentInZone } from './text/moment-in-zone.ts'
import { repairLine, repairText } from './text/repair-text.ts'

export interface ConvertContext {
  index: ArchiveIndex
  pictures: Pick<Pictures, 'find'>
  timeZone: string
  language: string
  /** What stands where a picture has no credit. */
  credit: string
}

export interface Converted {
  /** In the form that the schema takes; it is checked when it is written. */
  value: (Partial<Article> | Partial<Page>) & { body: Body }
  losses: Loss[]
  /** Addresses of pictures that were not found. */
  missing: string[]
  /** The text of the previous story, repaired, for the comparison. */
  before: string
  /** How many addresses the previous story led to. */
  links: number
}

/** One story of the previous system as an article or a page. */
export function convertStory(
  story: OldStory,
  entry: IndexEntry,
  context: ConvertContext,
): Converted {
  const losses = new Losses()
  const { lose } = losses
  for (const { kind, example, count } of story.noted ?? []) lose(kind, example, count)
  const missing: string[] = []
  const language = story.language ?? context.language
  const related = new Set<string>()
  const html: HtmlContext = {
    lose,
    language,
    related,
    link: (href) => linkOf(href, story, context, lose),
    picture: (old) => {
      const found = pictureOf(old, context)
      if (typeof found !== 'string') return found
      if (!missing.includes(found)) missing.push(found)
      lose(
        /\.(?:svg|bmp|tiff?|ico|psd|pdf)(?:$|\?)/i.test(found)
          ? 'unsupported-picture'
          : 'missing-picture',
        found,
      )
      return null
    },
  }
  const tree = parseHtml(story.html, html, story.shortcodes)
  const before = repairText(shownText(tree), () => undefined)
  const links = addressesIn(tree).size
  const read = bodyOfTree(tree, story.lines, html)
  const headline = headlineOf(story, read, lose)
  const { image, body } = leadOf(story, read, html)
  const described = { headline, credit: context.credit }
  const shared = {
    body: describeFigures(body, described, html),
    ...standfirstOf(story, read, lose),
  }
  const updatedAt = story.updatedAt && momentOf(story.updatedAt, context, lose)
  if (story.kind === 'page') {
    return {
      value: {
        title: headline.slice(0, 200),
        ...(updatedAt && { updatedAt }),
        ...languageField(language, context),
        ...shared,
      },
      losses: losses.all,
      missing,
      before,
      links,
    }
  }
  const publishedAt = momentOf(story.publishedAt, context, lose)
  if (story.categories.length === 0) lose('no-section', headline)
  const [lead] = image ? describeFigures([image], described, html) : []
  related.delete(entry.id)
  const topics = topicsOf(story, context, lose)
  const authors = authorsOf(story, lose)
  return {
    value: {
      headline,
      section: entry.section,
      publishedAt,
      ...(updatedAt && Date.parse(updatedAt) - Date.parse(publishedAt) > 60_000 && { updatedAt }),
      ...(shared.standfirst && { standfirst: shared.standfirst }),
      ...(topics.length > 0 && { topics }),
      ...(authors.length > 0 && { authors }),
      ...(typeof lead === 'object' && lead.type === 'figure' && { image: withoutType(lead) }),
      ...(related.size > 0 && { related: [...related].slice(0, 50) }),
      ...(entry.aliases && { aliases: entry.aliases }),
      ...(entry.previousPaths.length > 0 && { previousPaths: entry.previousPaths }),
      ...languageField(language, context),
      ...translationsOf(entry, context),
      ...(story.expiresAt && { expiresAt: momentOf(story.expiresAt, context, lose) }),
      ...(story.status === 'draft' && { status: 'draft' as const }),
      body: shared.body,
    },
    losses: losses.all,
    missing,
    before,
    links,
  }
}

/** Where links and players lead; a place within the page is none. */
function addressesIn(tree: Root): Set<string> {
  return new Set(
    [...descendants(tree)].flatMap((element) => {
      const address = isElement(element, 'a')
        ? attribute(element, 'href')
        : isElement(element, 'iframe', 'hudhud-embed')
          ? (attribute(element, 'src') ?? attribute(element, 'url'))
          : undefined
      return address && !address.startsWith('#') ? [address] : []
    }),
  )
}

/** What the schema says of a converted value, as sentences; empty when it is right. */
export function problemsOf(kind: OldStory['kind'], value: unknown): string[] {
  const { error } = (kind === 'page' ? pageSchema : articleSchema).safeParse(value)
  return error ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

function headlineOf({ title, place }: OldStory, body: Body, lose: Losses['lose']): string {
  const headline = repairLine(title, lose)
  if (headline === '') {
    lose('no-headline', place)
    const first = body.find((item) => typeof item === 'string')
    const words = typeof first === 'string' ? first.split(' ').slice(0, 10).join(' ') : place
    return repairLine(words, lose).slice(0, 300) || place
  }
  const letters = headline.match(/\p{L}/gu) ?? []
  if (letters.length > 8 && letters.every((letter) => letter !== letter.toLowerCase()))
    lose('capital-headline', headline)
  if (headline.length > 300) lose('long-text', headline)
  return headline.length > 300 ? `${headline.slice(0, 299)}…` : headline
}

function standfirstOf(
  { excerpt }: OldStory,
  body: Body,
  lose: Losses['lose'],
): { standfirst?: string } {
  const words = excerpt === undefined ? '' : repairLine(excerpt, lose)
  if (words === '' || words.length > 1000) return {}
  // Systems cut an excerpt from the beginning of the text by themselves.
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
  const beginning = bare(
    body
      .slice(0, 8)
      .map((item) =>
        typeof item === 'string' ? item : 'text' in item ? plainPhrasing(item.text) : '',
      )
      .join(' '),
  )
  const own = bare(
    words.replace(
      /(?:\[?(?:…|\.\.\.|&hellip;)\]?|المزيد|اقرأ المزيد|Read more|Continue reading).*$/i,
      '',
    ),
  )
  return own === '' || beginning.startsWith(own) ? {} : { standfirst: words }
}

type FigureBlock = Extract<Body[number], { type: 'figure' }>

/** The lead picture: the one that the system names, else a picture at the beginning of the text. */
function leadOf(
  story: OldStory,
  body: Body,
  html: HtmlContext,
): { image: FigureBlock | null; body: Body } {
  const found = story.image && html.picture(story.image)
  const [first, ...others] = body
  const opening = typeof first === 'object' && first.type === 'figure' ? first : null
  if (!found || story.kind === 'page')
    return opening && story.kind === 'story'
      ? { image: opening, body: others }
      : { image: null, body }
  const same = body.find(
    (item): item is FigureBlock =>
      typeof item === 'object' && item.type === 'figure' && item.src === found.src,
  )
  const words = found.caption ? repairLine(found.caption, html.lose) : ''
  const { caption, credit } = words ? splitCredit(words) : { caption: null, credit: undefined }
  const own: FigureBlock = {
    type: 'figure',
    src: found.src,
    alt:
      (found.alt && repairLine(found.alt, html.lose).slice(0, 1000)) ||
      (caption === null ? '' : plainPhrasing(caption).slice(0, 1000)),
    ...(caption !== null && { caption }),
    ...(credit && { credit }),
  }
  if (same === undefined || same !== opening) return { image: own, body }
  return { image: { ...own, ...same, alt: same.alt || own.alt }, body: others }
}

function withoutType({ type: _, ...figure }: FigureBlock) {
  return figure
}

function momentOf(
  written: string | undefined,
  { timeZone }: ConvertContext,
  lose: Losses['lose'],
): string {
  if (written === undefined) {
    lose('no-date', '')
    return '1970-01-01T00:00:00Z'
  }
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(written)) return written
  lose('date-without-zone', written)
  return momentInZone(written, timeZone)
}

/** Accounts that are no person. */
const GENERIC =
  /^(?:admin(?:istrator)?|root|webmaster|user\d*|editor|author|test|wordpress|ghost|info|المحرر|محرر|المدير|مدير|مدير الموقع|المشرف|أدمن|ادمن)$/i

/** What stands in front of a name in print. */
const BYLINE =
  /^(?:بقلم\s*[:/-]?\s*|(?:كتبت?|إعداد|تحرير|by|written by)\s*:\s*|(?:written )?by\s+)/iu

function authorsOf({ authors }: OldStory, lose: Losses['lose']): { name: string }[] {
  const names = authors
    .map((author) => repairLine(author, lose).replace(BYLINE, '').slice(0, 120))
    .filter((name) => name !== '')
  const people = names.filter((name) => {
    const isGeneric = GENERIC.test(name) || /^\S+@\S+$/.test(name)
    if (isGeneric) lose('generic-author', name)
    return !isGeneric
  })
  // Two spellings of one name have one page.
  const once = new Map(people.toReversed().map((name) => [slugOf(name) ?? name, name]))
  return [...once.values()]
    .reverse()
    .slice(0, 30)
    .map((name) => ({ name }))
}

/** Tags, and the categories beside the section. */
function topicsOf(
  { topics, categories }: OldStory,
  { index }: ConvertContext,
  lose: Losses['lose'],
): string[] {
  const sections = new Set(index.sections.map(({ name }) => name))
  const names = [...categories.map(({ name }) => name), ...topics].map((name) =>
    repairLine(name.replaceAll('_', ' ').replace(/^#/, ''), lose).slice(0, 100),
  )
  const known = new Map<string, string>()
  for (const name of names) {
    const slug = slugOf(name)
    if (slug !== null && !sections.has(name) && !known.has(slug)) known.set(slug, name)
  }
  return [...known.values()].slice(0, 30)
}

function languageField(language: string, context: ConvertContext): { language?: string } {
  return language !== context.language && /^[a-z]{2,3}$/.test(language) ? { language } : {}
}

function translationsOf(
  { id, translationOf }: IndexEntry,
  { index, language }: ConvertContext,
): { translations?: Record<string, string> } {
  const others = [...(index.translations.get(translationOf ?? '') ?? [])].flatMap(
    ([tag, other]): [string, string][] => (other === id ? [] : [[tag ?? language, other]]),
  )
  return others.length > 0 ? { translations: Object.fromEntries(others) } : {}
}

const FILE =
  /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|epub|mp[34]|m4a|ogg|wav|flv|mov|avi|zip|rar|7z)$/i

/** A link of a story: to another story by its new address, to the web as it is. */
function linkOf(
  href: string,
  story: OldStory,
  { index }: ConvertContext,
  lose: Losses['lose'],
): { href: string; id?: string } | null {
  const written = href
    .trim()
    .replace(/^__GHOST_URL__/, '')
    .replace(/[\t\n\r]/g, '')
  if (/^(?:mailto|tel):/i.test(written))
    return linkTarget.safeParse(written).success ? { href: written } : null
  const own = story.base ?? story.url ?? ''
  const base = URL.canParse(own, index.origin ?? 'http://site.invalid')
    ? new URL(own, index.origin ?? 'http://site.invalid')
    : undefined
  if (!URL.canParse(written, base?.href)) return null
  const url = new URL(written, base?.href)
  if (!/^https?:$/.test(url.protocol)) return null
  const isUnknown = index.origin === undefined && base?.hostname !== 'site.invalid'
  const isOwn =
    url.hostname === 'site.invalid' ||
    (isUnknown && base !== undefined && isSameHost(url.origin, base.origin)) ||
    (index.origin !== undefined && isSameHost(url.origin, index.origin))
  if (isOwn) {
    const entry = entryAt(url, index)
    if (entry)
      return {
        href: entry.kind === 'page' ? pagePath(entry.id) : articlePath(entry.id),
        id: entry.id,
      }
    const list = redirectedPath(index.redirects, pathIn(url.href, undefined) ?? '')
    if (list !== null) return { href: list }
    if (FILE.test(url.pathname)) lose('old-file', url.pathname)
    else if (!/\.(?:jpe?g|png|gif|webp)$/i.test(url.pathname))
      lose('dead-link', url.pathname + url.search)
  }
  const target = url.hostname === 'site.invalid' ? url.pathname + url.search : url.href
  return linkTarget.safeParse(target).success ? { href: target } : null
}

function entryAt(url: URL, { byPath, entries }: ArchiveIndex): IndexEntry | undefined {
  const whole = pathIn(url.href, undefined) ?? ''
  const key = byPath.get(whole) ?? byPath.get(whole.split('?')[0] ?? '')
  return key === undefined ? undefined : entries.get(key)
}

/** The picture, or the address that was not found. */
function pictureOf(old: OldFigure, { index, pictures }: ConvertContext): FoundPicture | string {
  const known = old.id === undefined ? undefined : index.pictures.get(old.id)
  const address = old.url ?? known?.url
  if (address === undefined) return `picture ${old.id}`
  // The attachment is the original; the address in the text is often a small size of it.
  const candidates = [...new Set([known?.url, old.url].filter((url) => url !== undefined))]
  for (const candidate of candidates) {
    const found = pictures.find(candidate)
    if ('name' in found) {
      const [alt, caption] = [old.alt ?? known?.alt, old.caption ?? known?.caption]
      return { src: found.name, ...(alt && { alt }), ...(caption && { caption }) }
    }
  }
  return address
}
