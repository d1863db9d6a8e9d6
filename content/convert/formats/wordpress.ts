import type { Lose } from '../losses.ts'
import type { Noted, OldCategory, OldExport, OldItem, OldSite, OldStory } from '../old-export.ts'
import { elementsIn, once, textOfChild, type XmlElement } from './read-xml.ts'

/** What WordPress and its plugins store beside stories. */
const INTERNAL =
  /^(?:nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_|acf|feedback|amp_|elementor_|shop_|product|jp_|tdb_|tdc-|mc4wp|wpcf7|ngg_|soliloquy|tablepress|ads?$|adv)/
const LEFT_OUT = new Set(['trash', 'auto-draft', 'inherit'])
const NO_CATEGORY = /^(?:uncategorized|غير-مصنف|بدون-تصنيف|عام)$/i

/** An export of WordPress (WXR 1.0 to 1.2), of one file or several. */
export function readWordpress(files: string[], lose: Lose): OldExport {
  const site: OldSite = { system: 'WordPress', categories: new Map(), redirects: REDIRECTS }
  const authors = new Map<string, string>()
  const onProblem = once(lose)
  let wasRead = false
  return {
    site,
    async *items() {
      const isSecondTime = wasRead
      for (const file of files) {
        for await (const element of elementsIn(file, onProblem)) {
          if (element.name === 'item') {
            const item = itemOf(element, authors)
            if ('kind' in item) yield item
            else if (!isSecondTime) lose('left-out', item.leftOut)
          }
          // Authors and categories stand before the first item.
          else readChannel(element, site, authors)
        }
      }
      wasRead = true
    },
  }
}

/** Where the addresses of WordPress lead; the first pattern that fits is the one. */
const REDIRECTS = [
  { from: '/?p=:id', to: '/p/:id' },
  { from: '/?page_id=:id', to: '/p/:id' },
  { from: '/feed/', to: '/feed.xml' },
  { from: '/feed/atom/', to: '/atom.xml' },
  { from: '/category/:name/feed/', to: '/section/:name/feed.xml' },
  { from: '/category/:name/', to: '/section/:name' },
  { from: '/category/:parent/:name/', to: '/section/:parent' },
  { from: '/category/:name/page/:page/', to: '/section/:name' },
  { from: '/tag/:name/feed/', to: '/topic/:name/feed.xml' },
  { from: '/tag/:name/', to: '/topic/:name' },
  { from: '/wp-sitemap.xml', to: '/sitemap.xml' },
  { from: '/sitemap_index.xml', to: '/sitemap.xml' },
  { from: '/post-sitemap.xml', to: '/sitemap.xml' },
]

function readChannel(element: XmlElement, site: OldSite, authors: Map<string, string>): void {
  const { name, text } = element
  if (name === 'title') site.name ??= text
  if (name === 'description') site.tagline ??= text
  if (name === 'language') site.language ??= text.slice(0, 2).toLowerCase()
  if (name === 'wp:base_blog_url' || (name === 'link' && site.origin === undefined))
    site.origin = text.trim()
  if (name === 'wp:author') {
    const login = textOfChild(element, 'wp:author_login')
    if (login) authors.set(login, textOfChild(element, 'wp:author_display_name') ?? login)
  }
  if (name === 'wp:category') {
    const category: OldCategory = {
      slug: decodedSlug(textOfChild(element, 'wp:category_nicename') ?? ''),
      name: textOfChild(element, 'wp:cat_name') ?? '',
    }
    const parent = textOfChild(element, 'wp:category_parent')
    site.categories.set(category.slug, {
      ...category,
      ...(parent && { parent: decodedSlug(parent) }),
    })
  }
}

function itemOf(element: XmlElement, authors: Map<string, string>): OldItem | { leftOut: string } {
  const text = (name: string) => textOfChild(element, name)
  const type = text('wp:post_type') ?? 'post'
  const id = text('wp:post_id') ?? text('guid') ?? text('link') ?? ''
  const meta = metaOf(element)
  if (type === 'attachment') {
    const url = text('wp:attachment_url') ?? text('guid')
    if (!url) return { leftOut: `attachment ${id}, which has no address` }
    const [alt, caption] = [meta.get('_wp_attachment_image_alt'), text('excerpt:encoded')]
    return { kind: 'picture', id, url, ...(alt && { alt }), ...(caption && { caption }) }
  }
  const status = text('wp:status') ?? 'publish'
  if (INTERNAL.test(type) || LEFT_OUT.has(status))
    return { leftOut: `${type} ${id} (${status}): ${text('title') ?? 'without a title'}` }
  return storyOf(element, { id, type, status, meta, authors })
}

interface Known {
  id: string
  type: string
  status: string
  meta: Map<string, string>
  authors: Map<string, string>
}

function storyOf(element: XmlElement, { id, type, status, meta, authors }: Known): OldStory {
  const text = (name: string) => textOfChild(element, name)
  const html = text('content:encoded') ?? ''
  const terms = (domain: string) =>
    element.children.filter(
      ({ name, attributes }) => name === 'category' && attributes.domain === domain,
    )
  const writers = terms('author').map((term) => term.text)
  const login = text('dc:creator')
  const url = text('link')
  const slug = text('wp:post_name')
  const excerpt = text('excerpt:encoded')
  const image = meta.get('_thumbnail_id')
  const published =
    momentOf(text('wp:post_date_gmt'), text('wp:post_date')) ?? rfc822(text('pubdate'))
  const updated = momentOf(text('wp:post_modified_gmt'), text('wp:post_modified'))
  const oldSlugs = element.children
    .filter(({ name }) => name === 'wp:postmeta')
    .filter((one) => textOfChild(one, 'wp:meta_key') === '_wp_old_slug')
    .flatMap((one) => textOfChild(one, 'wp:meta_value') ?? [])
  const isOpen = !text('wp:post_password') && status !== 'private'
  const comments = element.children.filter(({ name }) => name === 'wp:comment')
  const noted: Noted[] = [
    ...(isOpen ? [] : [{ kind: 'restricted' as const, example: text('title') ?? '' }]),
    ...(comments.length > 0
      ? [
          {
            kind: 'comments' as const,
            example: textOfChild(comments[0] as XmlElement, 'wp:comment_content') ?? '',
            count: comments.length,
          },
        ]
      : []),
  ]
  // Polylang: `ar`, `en-us`; WPML writes the language into a field.
  const language = terms('language')[0]?.attributes.nicename ?? meta.get('_wpml_language')
  const [group] = terms('post_translations')
  return {
    kind: type === 'page' ? 'page' : 'story',
    key: `${type} ${id}`,
    place: url ?? `${type} ${id}`,
    title: text('title') ?? '',
    html,
    lines: /<!-- wp:/.test(html) ? 'none' : /<p[\s>]/i.test(html) ? 'empty' : 'every',
    shortcodes: 'wordpress',
    ...(excerpt && { excerpt }),
    ...(url && !/[?&]p=\d|[?&]page_id=/.test(url) && { url }),
    otherPaths: [
      ...(/^\d+$/.test(id) ? [`/p/${id}`] : []),
      ...oldSlugs.flatMap((old) =>
        url && slug && url.includes(slug) ? [url.replace(slug, old)] : [],
      ),
    ],
    ...(slug && { slug: decodedSlug(slug) }),
    ...(published && { publishedAt: published }),
    ...(updated && { updatedAt: updated }),
    status: (status === 'publish' || status === 'future') && isOpen ? 'published' : 'draft',
    ...(language && { language: language.slice(0, 2).toLowerCase() }),
    ...(group && { translationOf: group.attributes.nicename ?? group.text }),
    ...(noted.length > 0 && { noted }),
    authors: writers.length > 0 ? writers : login ? [authors.get(login.trim()) ?? login] : [],
    categories: terms('category')
      .map((term) => ({
        slug: decodedSlug(term.attributes.nicename ?? term.text),
        name: term.text,
      }))
      .filter((term) => !NO_CATEGORY.test(term.slug)),
    topics: [...terms('post_tag'), ...terms('tag')].map((term) => term.text),
    ...(image && { image: { id: image } }),
  }
}

function metaOf(element: XmlElement): Map<string, string> {
  return new Map(
    element.children
      .filter(({ name }) => name === 'wp:postmeta')
      .map((one) => [
        textOfChild(one, 'wp:meta_key') ?? '',
        textOfChild(one, 'wp:meta_value') ?? '',
      ]),
  )
}

/** The date in UTC, or without an offset when WordPress did not store it: drafts, old imports. */
function momentOf(utc: string | undefined, local: string | undefined): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(utc?.trim() ?? '') ?? []
  if (day && !day.startsWith('0000')) return `${day}T${time}Z`
  const [, here, hour] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(local?.trim() ?? '') ?? []
  return here && !here.startsWith('0000') ? `${here}T${hour}` : undefined
}

function rfc822(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) || at < 0 ? undefined : new Date(at).toISOString().replace('.000', '')
}

/**
 * WordPress stores slugs percent-encoded and cuts them at 200 bytes, sometimes within a letter: the
 * incomplete letter at the end is dropped.
 */
function decodedSlug(slug: string): string {
  const whole = slug.trim().replace(/(?:%[0-9a-f]?)$/i, '')
  for (let cut = whole, times = 0; times < 4; times += 1, cut = cut.replace(/%[0-9a-f]{2}$/i, '')) {
    try {
      return decodeURIComponent(cut)
    } catch {
      // Try again without the last byte.
    }
  }
  return whole
}
