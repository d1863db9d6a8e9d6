import type { Noted, OldExport, OldStory } from '../old-export.ts'
import { renderLexical } from './ghost-lexical.ts'
import { renderMobiledoc } from './ghost-mobiledoc.ts'
import { pick } from './json-feed.ts'
import { listIn, record, textIn } from './json-value.ts'

type Row = Record<string, unknown>

/** The tables of a Ghost export, versions 1 to 6: `{ db: [{ data }] }` or `{ data }`; null for other JSON. */
export function ghostTables(json: Row): Row | null {
  const [first] = listIn(json, 'db')
  const data = record(first?.data ?? json.data)
  return data !== null && Array.isArray(data.posts) ? data : null
}

export function readGhost(data: Row): OldExport {
  const setting = (...keys: string[]) =>
    listIn(data, 'settings').find((row) => keys.includes(textIn(row, 'key') ?? ''))
  const value = (...keys: string[]) => {
    const row = setting(...keys)
    return row && textIn(row, 'value')
  }
  const tables: Tables = {
    tags: byId(listIn(data, 'tags')),
    users: byId(listIn(data, 'users')),
    meta: new Map(listIn(data, 'posts_meta').map((row) => [String(row.post_id), row])),
    tagsOf: linked(listIn(data, 'posts_tags'), 'tag_id'),
    usersOf: linked(listIn(data, 'posts_authors'), 'author_id'),
  }
  const sections = new Set<string>()
  for (const post of listIn(data, 'posts')) {
    const [first] = tagsOf(post, tables)
    if (first) sections.add(textIn(first, 'slug') ?? '')
  }
  return {
    site: {
      system: 'Ghost',
      ...pick({
        name: value('title'),
        tagline: value('description'),
        language: value('locale', 'lang', 'default_locale')?.slice(0, 2),
        origin: value('url'),
      }),
      categories: new Map(),
      redirects: [
        { from: '/rss/', to: '/feed.xml' },
        ...[...sections]
          .filter(Boolean)
          .map((slug) => ({ from: `/tag/${slug}/`, to: `/section/${slug}` })),
        { from: '/tag/:name/', to: '/topic/:name' },
        { from: '/tag/:name/rss/', to: '/topic/:name/feed.xml' },
        { from: '/sitemap-posts.xml', to: '/sitemap.xml' },
      ],
    },
    async *items() {
      for (const post of listIn(data, 'posts')) yield storyOf(post, tables)
    },
  }
}

interface Tables {
  tags: Map<string, Row>
  users: Map<string, Row>
  meta: Map<string, Row>
  tagsOf: Map<string, string[]>
  usersOf: Map<string, string[]>
}

function storyOf(post: Row, tables: Tables): OldStory {
  const id = String(post.id)
  const slug = textIn(post, 'slug')
  const meta = tables.meta.get(id) ?? {}
  const [first, ...others] = tagsOf(post, tables)
  const names = (row: Row) => ({ slug: textIn(row, 'slug') ?? '', name: textIn(row, 'name') ?? '' })
  const writers = tables.usersOf.get(id) ?? (post.author_id ? [String(post.author_id)] : [])
  const image = textIn(post, 'feature_image')
  const title = textIn(post, 'title') ?? ''
  const { html, lines, noted } = textOf(post, title)
  const isLost = noted.some(({ kind }) => kind === 'lost-text')
  // `members`, `paid` and `tiers`: this site has no accounts, and shows nothing that was sold.
  const isOpen = /^(?:public|)$/.test(textIn(post, 'visibility') ?? '')
  if (!isOpen) noted.push({ kind: 'restricted', example: title })
  const isPage = post.type === 'page' || post.page === true || post.page === 1
  return {
    kind: isPage ? 'page' : 'story',
    key: `post ${id}`,
    place: slug ? `/${slug}/` : `post ${id}`,
    title,
    html,
    lines,
    ...pick({
      excerpt: textIn(post, 'custom_excerpt'),
      slug,
      publishedAt: momentIn(post.published_at),
      updatedAt: momentIn(post.updated_at),
      url: slug && `/${slug}/`,
    }),
    otherPaths: [],
    status:
      isOpen && !isLost && /^(?:published|scheduled|sent)$/.test(String(post.status))
        ? 'published'
        : 'draft',
    ...(noted.length > 0 && { noted }),
    authors: writers.flatMap((writer) => textIn(tables.users.get(writer) ?? {}, 'name') ?? []),
    categories: first ? [names(first)] : [],
    topics: others.map((row) => names(row).name),
    ...(image && {
      image: {
        url: image,
        ...pick({
          alt: textIn(meta, 'feature_image_alt'),
          caption: textIn(meta, 'feature_image_caption'),
        }),
      },
    }),
  }
}

/** Drafts have no HTML in some exports, only what the editor stores. */
function textOf(
  post: Row,
  title: string,
): Required<Pick<OldStory, 'lines'>> & { html: string; noted: Noted[] } {
  const html = textIn(post, 'html')
  if (html !== undefined) return { html, lines: 'none', noted: [] }
  const [lexical, mobiledoc] = [textIn(post, 'lexical'), textIn(post, 'mobiledoc')]
  const rendered =
    (lexical && renderLexical(lexical)) || (mobiledoc && renderMobiledoc(mobiledoc)) || null
  if (rendered !== null) return { ...rendered, lines: 'none' }
  const text = textIn(post, 'plaintext') ?? ''
  const isLost = text === '' && (lexical ?? mobiledoc) !== undefined
  return {
    html: text,
    lines: 'every',
    noted: isLost ? [{ kind: 'lost-text', example: title }] : [],
  }
}

/** Tags that begin with # are for the theme only. */
function tagsOf(post: Row, { tags, tagsOf }: Tables): Row[] {
  const ids = tagsOf.get(String(post.id)) ?? []
  const own = ids.map((id) => tags.get(id)).filter((row) => row !== undefined)
  return own.filter((row) => !textIn(row, 'name')?.startsWith('#') && row.visibility !== 'internal')
}

function byId(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row.id), row]))
}

/** The linked ids of each post, in their order. */
function linked(rows: Row[], field: string): Map<string, string[]> {
  const ordered = rows.toSorted(
    (one, other) => Number(one.sort_order ?? 0) - Number(other.sort_order ?? 0),
  )
  const groups = Map.groupBy(ordered, (row) => String(row.post_id))
  return new Map([...groups].map(([post, links]) => [post, links.map((row) => String(row[field]))]))
}

/** Milliseconds in old exports, `2021-01-01 10:00:00` in UTC or ISO 8601 in others. */
function momentIn(value: unknown): string | undefined {
  const text =
    typeof value === 'string'
      ? value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, '$1T$2Z')
      : value
  if (typeof text !== 'string' && typeof text !== 'number') return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace('.000Z', 'Z')
}
