import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Lose } from '../losses.ts'
import type { OldExport, OldStory } from '../old-export.ts'
import { momentIn } from './feed.ts'
import { filesIn } from './folder-files.ts'
import { pick } from './json-feed.ts'
import { record, textIn } from './json-value.ts'
import { expandTemplateCodes } from './template-codes.ts'

type Fields = Record<string, unknown>

/** A folder of Markdown with front matter: Hugo, Jekyll, Eleventy. */
export function readMarkdownFolder(folder: string, lose: Lose): OldExport {
  return {
    site: {
      system: 'Markdown',
      categories: new Map(),
      redirects: [
        { from: '/index.xml', to: '/feed.xml' },
        { from: '/categories/:name/', to: '/section/:name' },
        { from: '/tags/:name/', to: '/topic/:name' },
        { from: '/tags/:name/index.xml', to: '/topic/:name/feed.xml' },
      ],
    },
    async *items() {
      for (const file of await filesIn(folder, /\.(?:md|markdown)$/i)) {
        // Hugo's lists and a repository's own documents are no stories.
        if (/^(?:_index|readme|license|changelog|contributing)\./i.test(basename(file))) continue
        const parts = frontMatter(
          (await readFile(join(folder, file), 'utf8')).replace(/^\uFEFF/, ''),
          file,
          lose,
        )
        if (parts !== null) yield storyOf(parts.fields, parts.text, file, lose)
      }
    },
  }
}

function storyOf(fields: Fields, markdown: string, file: string, lose: Lose): OldStory {
  const [, dated, rest] = /^(\d{4}-\d\d-\d\d)-(.+)$/.exec(basename(file, extname(file))) ?? []
  const name =
    rest ??
    (/^index$/i.test(basename(file, extname(file)))
      ? basename(dirname(file))
      : basename(file, extname(file)))
  const slug = textIn(fields, 'slug') ?? name
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
  const html = micromark(expandTemplateCodes(markdown, lose), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
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
      url:
        permalink?.startsWith('/') || permalink?.startsWith('http')
          ? withoutPlaceholders(permalink)
          : pathOf(file, name, dated),
      slug,
      publishedAt: momentOf(date),
      updatedAt: momentOf(fields.lastmod ?? fields.last_modified_at ?? fields.updated),
      language: textIn(fields, 'lang') ?? textIn(fields, 'language'),
    }),
    otherPaths: [...listOf(fields.aliases), ...listOf(fields.redirect_from)],
    status:
      fields.draft === true || fields.published === false || /(?:^|\/)_drafts\//.test(file)
        ? 'draft'
        : 'published',
    authors: authorsIn(fields),
    categories: category ? [{ slug: category, name: category }] : [],
    topics: [...categories.slice(1), ...tags],
    ...(image && { image }),
  }
}

/** Hugo's address of a file; Jekyll's with the date. */
function pathOf(file: string, name: string, dated: string | undefined): string | undefined {
  if (/(?:^|\/)_drafts\//.test(file)) return undefined
  if (dated) return `/${dated.replaceAll('-', '/')}/${name}.html`
  const folder = dirname(file)
    .replace(/^(?:content|src)(?:\/|$)/, '')
    .replace(/^\.$/, '')
  const own =
    folder === name || folder.endsWith(`/${name}`)
      ? folder
      : [folder, name].filter(Boolean).join('/')
  return `/${own}/`
}

/** Jekyll's and Eleventy's addresses may be templates, which only their own build resolves. */
function withoutPlaceholders(permalink: string): string | undefined {
  return /\{\{|\{%|\/:[a-z]/.test(permalink) ? undefined : permalink
}

/** YAML between ---, TOML between +++, or a JSON object. Files without are no stories. */
function frontMatter(
  text: string,
  file: string,
  lose: Lose,
): { fields: Fields; text: string } | null {
  const [, fence, inner = ''] =
    /^(---|\+\+\+|;;;)[^\S\n]*\r?\n([\s\S]*?)^\1[^\S\n]*(?:\r?\n|$)/m.exec(text) ?? []
  try {
    if (fence !== undefined && text.startsWith(fence)) {
      const [whole = ''] =
        /^(---|\+\+\+|;;;)[^\S\n]*\r?\n[\s\S]*?^\1[^\S\n]*(?:\r?\n|$)/m.exec(text) ?? []
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
  }
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
