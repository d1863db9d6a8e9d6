import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import { type Lose, Losses } from '../losses.ts'
import type { OldExport, OldStory } from '../old-export.ts'
import { DirectoryData } from './directory-data.ts'
import { momentIn } from './feed.ts'
import { filesIn } from './folder-files.ts'
import { pick } from './json-feed.ts'
import { record, textIn } from './json-value.ts'
import { addressBy, readSiteConfig, type SiteConfig } from './site-config.ts'
import { expandTemplateCodes } from './template-codes.ts'

type Fields = Record<string, unknown>

/** A folder of Markdown with front matter: Hugo, Jekyll, Eleventy. */
export async function readMarkdownFolder(folder: string, lose: Lose): Promise<OldExport> {
  const config = await readSiteConfig(folder, lose)
  const data = new DirectoryData(folder)
  let wasRead = false
  return {
    site: {
      system: 'Markdown',
      ...pick({
        name: config.name,
        tagline: config.tagline,
        origin: config.origin,
        language: config.language,
      }),
      categories: new Map(),
      redirects: [
        { from: '/index.xml', to: '/feed.xml' },
        { from: '/categories/:name/', to: '/section/:name' },
        { from: '/tags/:name/', to: '/topic/:name' },
        { from: '/tags/:name/index.xml', to: '/topic/:name/feed.xml' },
      ],
    },
    async *items() {
      const loseOnce: Lose = (...given) => {
        if (!wasRead) lose(...given)
      }
      for (const file of await filesIn(folder, TEMPLATES)) loseOnce('left-out', file)
      for (const file of await filesIn(folder, /\.(?:md|markdown|html?)$/i)) {
        // Jekyll takes stories in HTML, too; elsewhere HTML is a layout.
        if (/html?$/i.test(file) && !/(?:^|\/)_(?:posts|drafts)\//.test(file)) continue
        // Hugo's lists and a repository's own documents are no stories.
        if (/^(?:_index|readme|license|changelog|contributing)\./i.test(basename(file))) continue
        const parts = frontMatter(
          (await readFile(join(folder, file), 'utf8')).replace(/^\uFEFF/, ''),
          file,
          loseOnce,
        )
        if (parts === null) continue
        const fields = { ...(await data.fieldsFor(file)), ...parts.fields }
        yield storyOf(fields, parts.text, file, config)
      }
      wasRead = true
    },
  }
}

/** Stories in other languages of templates, and data that is a program: only their own build reads them. */
const TEMPLATES = /\.(?:njk|liquid|hbs|ejs|pug|mdx|adoc|rst|org|11tydata\.c?js)$/i

function storyOf(fields: Fields, markdown: string, file: string, config: SiteConfig): OldStory {
  const losses = new Losses()
  // Hugo's `post.en.md` is a translation of `post.md`.
  const [, bare = '', tag] = /^(.*?)(?:\.([a-z]{2})(?:-\w+)?)?\.\w+$/i.exec(basename(file)) ?? []
  const [, dated, rest] = /^(\d{4}-\d\d-\d\d)-(.+)$/.exec(bare) ?? []
  const name = rest ?? (/^index$/i.test(bare) ? basename(dirname(file)) : bare)
  const slug = textIn(fields, 'slug') ?? (tag && tag !== config.language ? `${name}-${tag}` : name)
  const taxonomies = record(fields.taxonomies) ?? {}
  const tags = [...listOf(fields.tags ?? taxonomies.tags), ...listOf(fields.topics)].filter(
    (tag) => !/^(?:posts?|all|nav)$/i.test(tag),
  )
  const categories = [
    ...listOf(fields.categories ?? taxonomies.categories),
    ...listOf(fields.category),
  ]
  const folders = dirname(file)
    .split('/')
    .filter(
      (part) =>
        !/^(?:\.|content|src|_?posts?|_?drafts|blog|articles|news|\d{4}|\d\d)$/i.test(part) &&
        part !== name,
    )
  const category = categories[0] ?? folders[0]
  const date = fields.date ?? fields.publishDate ?? fields.published ?? dated
  const image = imageIn(fields)
  const permalink = textIn(fields, 'permalink') ?? textIn(fields, 'url')
  const isPage = fields.layout === 'page' || fields.type === 'page'
  const expanded = expandTemplateCodes(markdown, losses.lose)
  const html = /html?$/i.test(file)
    ? expanded
    : micromark(expanded, {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      })
  const url = urlOf({
    file,
    name,
    slug: textIn(fields, 'slug') ?? name,
    dated,
    date,
    permalink,
    tag,
    categories,
    config,
  })
  const isDraft =
    fields.draft === true || fields.published === false || /(?:^|\/)_drafts\//.test(file)
  if (url === undefined && !isDraft) losses.lose('unknown-address', permalink ?? file)
  const noted = losses.all
  return {
    kind: isPage ? 'page' : 'story',
    key: file,
    place: file,
    title: textIn(fields, 'title') ?? '',
    html,
    lines: 'none',
    ...pick({
      excerpt:
        textIn(fields, 'description') ?? textIn(fields, 'summary') ?? textIn(fields, 'excerpt'),
      url,
      slug,
      publishedAt: momentOf(date),
      updatedAt: momentOf(fields.lastmod ?? fields.last_modified_at ?? fields.updated),
      language: textIn(fields, 'lang') ?? textIn(fields, 'language') ?? tag,
      expiresAt: momentOf(fields.expiryDate),
      translationOf: textIn(fields, 'translationKey') ?? `${dirname(file)}/${bare}`,
    }),
    otherPaths: [
      ...listOf(fields.aliases),
      ...listOf(fields.redirect_from),
      // Where `{% post_url %}` leads, whatever the pattern of addresses is.
      ...(dated && url !== undefined ? [`/${dated.replaceAll('-', '/')}/${name}.html`] : []),
    ],
    status: isDraft ? 'draft' : 'published',
    ...(noted.length > 0 && { noted }),
    authors: authorsIn(fields),
    categories: category ? [{ slug: category, name: category }] : [],
    topics: [...categories.slice(1), ...tags],
    ...(image && { image }),
  }
}

interface Addressed {
  file: string
  name: string
  slug: string
  dated: string | undefined
  date: unknown
  permalink: string | undefined
  tag: string | undefined
  categories: string[]
  config: SiteConfig
}

/** By the file's own fields, by the settings of the site, else by the habits of Hugo and Jekyll. */
function urlOf({ file, name, slug, dated, date, permalink, tag, categories, config }: Addressed) {
  const values = { date: momentOf(dated ?? date), slug, title: name, categories }
  if (permalink?.startsWith('/') || permalink?.startsWith('http'))
    return addressBy(withNames(permalink, name), values) ?? undefined
  if (/(?:^|\/)_drafts\//.test(file)) return undefined
  if (dated) return addressBy(config.permalink ?? 'date', values) ?? undefined
  const [section = ''] = file.replace(/^(?:content|src)\//, '').split('/')
  const pattern = textIn(config.permalinks, section)
  if (pattern !== undefined) return addressBy(pattern, values) ?? undefined
  return `${tag && tag !== config.language ? `/${tag}` : ''}${pathOf(file, name)}`
}

/** Eleventy's templates of addresses, where they name the file alone. */
function withNames(permalink: string, name: string): string {
  const filled = permalink.replace(
    /\{\{\s*(?:page\.fileSlug|slug|title\s*\|\s*slug(?:ify)?)\s*\}\}/g,
    name,
  )
  // What is left is no part of an address.
  return /\{\{|\{%/.test(filled) ? ':unknown' : filled
}

/** Hugo's address of a file. */
function pathOf(file: string, name: string): string {
  const folder = dirname(file)
    .replace(/^(?:content|src)(?:\/|$)/, '')
    .replace(/^\.$/, '')
  const own =
    folder === name || folder.endsWith(`/${name}`)
      ? folder
      : [folder, name].filter(Boolean).join('/')
  return `/${own}/`
}

/** YAML between ---, TOML between +++, or a JSON object. Files without are no stories. */
function frontMatter(
  text: string,
  file: string,
  lose: Lose,
): { fields: Fields; text: string } | null {
  const [whole = '', fence, inner = ''] =
    /^(---|\+\+\+|;;;)[^\S\n]*\r?\n([\s\S]*?)^\1[^\S\n]*(?:\r?\n|$)/m.exec(text) ?? []
  try {
    if (fence !== undefined && text.startsWith(fence)) {
      const fields =
        fence === '+++'
          ? parseToml(inner)
          : fence === '---'
            ? parseYaml(inner)
            : JSON.parse(`{${inner}}`)
      return { fields: record(fields) ?? {}, text: text.slice(whole.length) }
    }
    if (text.startsWith('{')) {
      const end = text.search(/^\}\s*$/m)
      return { fields: record(JSON.parse(text.slice(0, end + 1))) ?? {}, text: text.slice(end + 1) }
    }
  } catch (error) {
    lose('bad-item', `${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    return null
  }
  lose('left-out', `${file}, which has no fields`)
  return null
}

function momentOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  // TOML and YAML have dates of their own, which know whether they have a zone.
  const text =
    value instanceof Date && !('isLocal' in value)
      ? value.toISOString()
      : typeof value === 'string'
        ? value
        : JSON.parse(JSON.stringify(value))
  // Jekyll writes "2014-05-01 10:00:00 +0300".
  const iso = String(text).replace(
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) ([+-]\d\d):?(\d\d)$/,
    '$1T$2$3:$4',
  )
  return momentIn(iso)
}

function authorsIn(fields: Fields): string[] {
  const given = [fields.authors ?? fields.author].flat()
  return given.flatMap((author) => {
    if (typeof author === 'string') return [author]
    const name = record(author)?.name
    return typeof name === 'string' ? [name] : []
  })
}

function imageIn(fields: Fields): OldStory['image'] {
  const cover = record(fields.cover) ?? record(fields.image) ?? record(fields.header)
  const [first] = listOf(fields.images)
  const url =
    (cover
      ? (textIn(cover, 'image') ??
        textIn(cover, 'src') ??
        textIn(cover, 'path') ??
        textIn(cover, 'url'))
      : undefined) ??
    ['image', 'cover', 'thumbnail', 'featured_image', 'feature_image']
      .map((name) => textIn(fields, name))
      .find(Boolean) ??
    first
  if (!url) return undefined
  return {
    url,
    ...pick({
      alt: cover ? textIn(cover, 'alt') : textIn(fields, 'image_alt'),
      caption: cover ? textIn(cover, 'caption') : undefined,
    }),
  }
}

/** A list, or words of one text: Jekyll takes both. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value))
    return value.filter((item) => typeof item === 'string' || typeof item === 'number').map(String)
  return typeof value === 'string' && value !== '' ? [value] : []
}
