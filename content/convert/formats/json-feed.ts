import type { OldExport, OldStory } from '../old-export.ts'
import { escapeHtml, escapeText } from '../text/escape-html.ts'
import { linksTo, momentIn } from './feed.ts'
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
      for (const item of listIn(feed, 'items')) yield storyOf(item, feed)
    },
  }
}

function storyOf(item: Record<string, unknown>, feed: Record<string, unknown>): OldStory {
  const text = textIn(item, 'content_text') ?? ''
  const url = textIn(item, 'url')
  const key = textIn(item, 'id') ?? url ?? text.slice(0, 100)
  const tags = Array.isArray(item.tags) ? item.tags.map(String) : []
  // Those of the feed stand for items without an author of their own.
  const [own, shared] = [authorsIn(item), authorsIn(feed)]
  const authors = own.length > 0 ? own : shared
  const attached = listIn(item, 'attachments').flatMap((one) => {
    const address = textIn(one, 'url')
    const title = textIn(one, 'title') ?? address?.split('/').at(-1) ?? ''
    const isPicture = textIn(one, 'mime_type')?.startsWith('image/') ?? false
    return address === undefined ? [] : [{ url: address, title, isPicture }]
  })
  // The page that an item of a blog of links is about.
  const external = textIn(item, 'external_url')
  const linked = external === undefined ? [] : [{ url: external, title: external }]
  const files = [...linked, ...attached.filter(({ isPicture }) => !isPicture)]
  const pictures = attached.filter(({ isPicture }) => isPicture)
  const image = textIn(item, 'image') ?? textIn(item, 'banner_image') ?? pictures.shift()?.url
  const html = textIn(item, 'content_html') ?? escapeText(text)
  const figures = pictures
    .map((one) => `\n<img src="${escapeHtml(one.url)}" alt="${escapeHtml(one.title)}">`)
    .join('')
  const noted = files.map(({ url: example }) => ({ kind: 'attachments' as const, example }))
  return {
    kind: 'story',
    key,
    place: url ?? key,
    title: textIn(item, 'title') ?? '',
    html: html + figures + linksTo(files),
    lines: textIn(item, 'content_html') === undefined ? 'every' : 'none',
    ...(noted.length > 0 && { noted }),
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

/** Of version 1.1, and of 1. */
function authorsIn(object: Record<string, unknown>): Record<string, unknown>[] {
  const authors = listIn(object, 'authors')
  const author = record(object.author)
  return authors.length > 0 || author === null ? authors : [author]
}

/** The fields that have a value. */
export function pick<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as ReturnType<typeof pick<Fields>>
}
