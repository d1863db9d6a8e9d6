import type { Article } from './article.ts'
import { asBlock, type Block, type Body } from './block.ts'
import { canonicalPath } from './canonical-path.ts'
import type { Figure } from './figure.ts'
import { articlePath } from './path.ts'
import type { Span, Text } from './phrasing.ts'

/** More than any article needs; each is looked up when it is read. */
export const MAX_REFERENCES = 100

/** An article, or a standing page. */
export type Referring = Pick<Article, 'body'> &
  Partial<Pick<Article, 'image' | 'related' | 'translations'>>

/**
 * The ids of other articles that an article refers to: in links, in `related`, in `translations`.
 * Each once, in order; those beyond the limit count as not visible.
 */
export function referencesOf(article: Referring): readonly string[] {
  const known = found.get(article)
  if (known !== undefined) return known
  const references = findReferences(article)
  found.set(article, references)
  return references
}

/** The worker has one article for many requests. */
const found = new WeakMap<Referring, readonly string[]>()

function findReferences(article: Referring): string[] {
  const ids: string[] = [...(article.related ?? []), ...Object.values(article.translations ?? {})]
  mapLinks(article, (href) => {
    const id = articleIdIn(href)
    if (id !== null) ids.push(id)
    return href
  })
  return [...new Set(ids)].slice(0, MAX_REFERENCES)
}

/**
 * The article without what leads to an article that readers may not see: a link keeps its words, an
 * id in `related` or `translations` is left out. @param origin the site's own, whose absolute links count
 */
export function withVisibleReferences<Value extends Referring>(
  article: Value,
  isVisible: (id: string) => boolean,
  origin?: string,
): Value {
  const { related, translations } = article
  const mapped = mapLinks(article, (href) => {
    const id = articleIdIn(href)
    return id !== null && isOnSite(href, origin) && !isVisible(id) ? undefined : href
  })
  return {
    ...mapped,
    ...(related && { related: related.filter(isVisible) }),
    ...(translations && {
      translations: Object.fromEntries(
        Object.entries(translations).filter(([, id]) => isVisible(id)),
      ),
    }),
  }
}

const LEADS_TO_ARTICLE =
  /^(?:https?:\/\/[^/]+)?\/+(?:amp\/+)?(?:article|preview|api\/v1\/articles)\/+([^/?#]+)/i

/** The id in an address of an article (its page, feed, preview or API), on this site or on another. */
function articleIdIn(href: string): string | null {
  const [, spelling] = LEADS_TO_ARTICLE.exec(href) ?? []
  if (spelling === undefined) return null
  const path = canonicalPath(articlePath('') + spelling)
  return path && decodeURIComponent(path.slice(articlePath('').length))
}

/** A path, or an address of the site's own host, with http as well as with https. */
function isOnSite(href: string, origin: string | undefined): boolean {
  if (!/^https?:/i.test(href)) return true
  return origin !== undefined && URL.canParse(href) && new URL(href).host === new URL(origin).host
}

type MapHref = (href: string) => string | undefined

function mapLinks<Value extends Referring>(article: Value, map: MapHref): Value {
  const { image, body } = article
  return {
    ...article,
    ...(image && { image: mapFigure(image, map) }),
    body: body.map((item) =>
      typeof item === 'string' ? item : mapBlock(asBlock(item), map),
    ) as Body,
  }
}

function mapBlock(block: Block, map: MapHref): Block {
  const text = (value: Text) => mapText(value, map)
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, text: text(block.text) }
    case 'quote':
      return {
        ...block,
        text: text(block.text),
        ...(block.attribution && { attribution: text(block.attribution) }),
      }
    case 'list':
      return { ...block, items: block.items.map(text) }
    case 'figure':
      return { ...mapFigure(block, map), type: block.type }
    case 'gallery':
      return { ...block, figures: block.figures.map((figure) => mapFigure(figure, map)) }
    case 'table':
      return {
        ...block,
        ...(block.caption && { caption: text(block.caption) }),
        ...(block.head && { head: block.head.map(text) }),
        rows: block.rows.map((row) => row.map(text)),
      }
    case 'fact-box':
      return {
        ...block,
        body: block.body.map((item) =>
          typeof item === 'string' ? item : (mapBlock(item, map) as typeof item),
        ),
      }
    case 'embed':
      // A card is a link: without it, its title stays.
      return map(block.url) === undefined ? { type: 'paragraph', text: block.title } : block
    case 'divider':
      return block
  }
}

function mapFigure<Value extends Figure>(figure: Value, map: MapHref): Value {
  return figure.caption === undefined
    ? figure
    : { ...figure, caption: mapText(figure.caption, map) }
}

function mapText(text: Text, map: MapHref): Text {
  if (typeof text === 'string') return text
  return text.map((run) =>
    typeof run === 'string' || run.href === undefined ? run : mapSpan(run, map),
  )
}

function mapSpan({ href, ...span }: Span, map: MapHref): Span {
  const mapped = href === undefined ? undefined : map(href)
  return mapped === undefined ? span : { ...span, href: mapped }
}
