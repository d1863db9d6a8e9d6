import type { OldExport, OldStory } from '../old-export.ts'
import { momentIn } from './feed.ts'
import { listIn, record, textIn } from './json-value.ts'

/** JSON Feed 1 and 1.1. */
export function readJsonFeed(feed: Record<string, unknown>): OldExport {
  return {
    site: {
      system: 'JSON Feed',
      ...pick({
        name: textIn(feed, 'title'),
        tagline: textIn(feed, 'description'),
        origin: textIn(feed, 'home_page_url'),
        language: textIn(feed, 'language')?.slice(0, 2),
      }),
      categories: new Map(),
      redirects: [],
    },
    async *items() {
      for (const item of listIn(feed, 'items')) yield storyOf(item)
    },
  }
}

function storyOf(item: Record<string, unknown>): OldStory {
  const html = textIn(item, 'content_html')
  const text = textIn(item, 'content_text') ?? ''
  const url = textIn(item, 'url')
  const key = textIn(item, 'id') ?? url ?? text.slice(0, 100)
  const tags = Array.isArray(item.tags) ? item.tags.map(String) : []
  const authors = [...listIn(item, 'authors'), ...(item.authors ? [] : [record(item.author) ?? {}])]
  const image = textIn(item, 'image') ?? textIn(item, 'banner_image')
  return {
    kind: 'story',
    key,
    place: url ?? key,
    title: textIn(item, 'title') ?? '',
    html: html ?? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    lines: html === undefined ? 'every' : 'none',
    ...pick({
      url,
      excerpt: textIn(item, 'summary'),
      publishedAt: momentIn(textIn(item, 'date_published')),
      updatedAt: momentIn(textIn(item, 'date_modified')),
      language: textIn(item, 'language')?.slice(0, 2),
    }),
    otherPaths: [],
    status: 'published',
    authors: authors.flatMap((author) => textIn(author, 'name') ?? []),
    categories: tags.slice(0, 1).map((name) => ({ slug: name, name })),
    topics: tags.slice(1),
    ...(image && { image: { url: image } }),
  }
}

/** The fields that have a value. */
export function pick<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as ReturnType<typeof pick<Fields>>
}
