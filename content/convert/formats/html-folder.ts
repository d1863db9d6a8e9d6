import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import {
  attribute,
  childrenOf,
  descendants,
  find,
  hasClass,
  isElement,
  textIn,
} from '../html/nodes.ts'
import type { Lose } from '../losses.ts'
import type { OldExport, OldStory } from '../old-export.ts'
import { momentIn } from './feed.ts'
import { filesIn } from './folder-files.ts'
import { pick } from './json-feed.ts'

/** A folder of HTML pages, as a crawler saved them or a static site has them. */
export function readHtmlFolder(folder: string, lose: Lose): OldExport {
  let wasRead = false
  const site: OldExport['site'] = { system: 'HTML', categories: new Map(), redirects: [] }
  return {
    site,
    async *items() {
      for (const file of await filesIn(folder, /\.x?html?$/i)) {
        // The frames of a page that a browser saved: advertisements, players.
        if (/_files\//.test(file)) {
          if (!wasRead) lose('left-out', file)
          continue
        }
        const tree = fromHtml(decoded(await readFile(join(folder, file))))
        site.name ??= meta(tree, 'og:site_name')
        yield storyOf(tree, file)
      }
      wasRead = true
    },
  }
}

function storyOf(tree: Root, file: string): OldStory {
  const story =
    find(tree, ({ tagName }) => tagName === 'article') ??
    find(tree, (one) =>
      hasClass(
        one,
        /\b(?:post-body|entry-content|post-content|article-body|article-content|story-body)\b/,
      ),
    ) ??
    find(tree, ({ tagName }) => tagName === 'main') ??
    find(tree, ({ tagName }) => tagName === 'body')
  const heading = story && find(story, ({ tagName }) => tagName === 'h1')
  const json = structuredData(tree)
  const title =
    textOf(heading) ??
    meta(tree, 'og:title') ??
    textOf(find(tree, ({ tagName }) => tagName === 'title')) ??
    ''
  const time = find(
    story ?? tree,
    (one) => one.tagName === 'time' && attribute(one, 'dateTime') !== undefined,
  )
  const at = momentIn(
    json.datePublished ??
      meta(tree, 'article:published_time') ??
      meta(tree, 'date') ??
      (time && attribute(time, 'dateTime')),
  )
  const canonical = find(
    tree,
    (one) => one.tagName === 'link' && attribute(one, 'rel') === 'canonical',
  )
  const url = (canonical && attribute(canonical, 'href')) ?? meta(tree, 'og:url') ?? savedFrom(tree)
  const section = meta(tree, 'article:section') ?? json.articleSection
  const author = json.author ?? meta(tree, 'author') ?? meta(tree, 'article:author')
  const image = meta(tree, 'og:image')
  const root = find(tree, ({ tagName }) => tagName === 'html')
  const path = `/${file.replace(/(?:^|\/)index\.x?html?$/i, '/').replace(/^\//, '')}`
  return {
    kind: 'story',
    key: file,
    place: file,
    title,
    html: { type: 'root', children: story ? contentOf(story, heading) : [] },
    lines: 'none',
    ...pick({
      url: url ?? path,
      excerpt: meta(tree, 'og:description') ?? meta(tree, 'description'),
      publishedAt: at,
      updatedAt: momentIn(json.dateModified ?? meta(tree, 'article:modified_time')),
      language: root && attribute(root, 'lang')?.slice(0, 2).toLowerCase(),
    }),
    otherPaths: url === undefined ? [] : [path],
    status: 'published',
    authors: author && !/^https?:/.test(author) ? [author] : [],
    categories: section ? [{ slug: section, name: section }] : [],
    topics: [...descendants(tree)]
      .filter(
        (one) => one.tagName === 'meta' && (attribute(one, 'property') ?? '') === 'article:tag',
      )
      .flatMap((one) => attribute(one, 'content') ?? []),
    ...(image && { image: { url: image } }),
  }
}

/** The page's own parts around the story, which are no part of its text. */
const FURNITURE = new Set(['nav', 'header', 'footer', 'script', 'style', 'h1', 'time'])

function contentOf(story: Element, heading: Element | undefined): Element['children'] {
  const isBody = isElement(story, 'body', 'main')
  const visit = (nodes: Element['children']): Element['children'] =>
    nodes.flatMap((node): Element['children'] => {
      if (node.type !== 'element') return node.type === 'text' ? [node] : []
      if (
        node === heading ||
        (FURNITURE.has(node.tagName) && (isBody || /^(?:nav|script|style)$/.test(node.tagName)))
      )
        return []
      return [{ ...node, children: visit(node.children) }]
    })
  return visit(childrenOf(story) as Element['children'])
}

function meta(tree: Root, name: string): string | undefined {
  const found = find(
    tree,
    (one) =>
      one.tagName === 'meta' &&
      (attribute(one, 'property') === name || attribute(one, 'name') === name),
  )
  return (found && attribute(found, 'content')) || undefined
}

function textOf(element: Element | undefined): string | undefined {
  const text = element && textIn(element).replace(/\s+/g, ' ').trim()
  return text || undefined
}

/** Browsers note where they saved a page from: `<!-- saved from url=(0040)http://… -->`. */
function savedFrom(tree: Root): string | undefined {
  const comments = [tree, ...descendants(tree)].flatMap((node) =>
    (node.children as { type: string; value?: string }[]).filter(({ type }) => type === 'comment'),
  )
  const [, address] = /saved from url=\(\d+\)(\S+)/.exec(comments[0]?.value ?? '') ?? []
  return address?.startsWith('http') ? address : undefined
}

/** What schema.org's data in the page says. */
function structuredData(tree: Root): Record<string, string | undefined> {
  for (const script of descendants(tree)) {
    if (script.tagName !== 'script' || attribute(script, 'type') !== 'application/ld+json') continue
    try {
      const data = JSON.parse(textIn(script))
      const all = [data, ...(Array.isArray(data) ? data : []), ...(data['@graph'] ?? [])]
      const article = all.find((one) => typeof one?.datePublished === 'string')
      if (!article) continue
      const [author] = [article.author].flat()
      const name = typeof author === 'string' ? author : author?.name
      const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
      return {
        datePublished: article.datePublished,
        dateModified: text(article.dateModified),
        articleSection: text([article.articleSection].flat()[0]),
        author: text(name),
      }
    } catch {
      // Structured data of other people is often broken; the page says the same in other places.
    }
  }
  return {}
}

/** The text of a page: UTF-8, or as its `<meta charset>` says; old Arabic pages are Windows-1256. */
function decoded(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 2048)
  const [, named] = /<meta[^>]+charset=["']?([\w-]+)/i.exec(head) ?? []
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder(named && !/^utf-?8$/i.test(named) ? named : 'windows-1256').decode(
        bytes,
      )
    } catch {
      return new TextDecoder('windows-1256').decode(bytes)
    }
  }
}
