import { isolatedIn, plainBidi } from '../../content/arabic/bidi.ts'
import { absoluteUrl } from '../../content/model/path.ts'
import { directionOf } from '../strings/direction.ts'
import type { RenderContext } from './context.ts'

/** What a page says about itself to search engines and in link previews. */
export interface Head {
  title: string
  /** In link previews, which name the site besides; the title where there is none. */
  shareTitle?: string
  description?: string
  /** The one address of the page; only if the site has an origin. */
  canonical?: string
  type: 'website' | 'article'
  image?: { href: string; alt: string; width?: number; height?: number }
  /** Of an article: what link previews and aggregators read besides. */
  article?: { publishedAt: string; updatedAt?: string; section?: string; topics: string[] }
  /** The same story in other languages. */
  alternates: { language: string; href: string }[]
  /** The list whose feeds the page announces: the path of its first page, and its title. */
  feed?: { list: string; title: string }
  /** schema.org as JSON that is safe inside a script element. */
  structured?: string
  isIndexed: boolean
}

/** The head of a page of the site; `fields` replace the defaults. */
export function headOf({ site }: RenderContext, fields: Partial<Head> & { title: string }): Head {
  return {
    type: 'website',
    alternates: [],
    isIndexed: site.origin !== undefined,
    ...fields,
  }
}

/** The head of a page that search engines are to leave out. */
export function unindexedHead(context: RenderContext, title: string): Head {
  return headOf(context, { title: titled(title, context), isIndexed: false })
}

/** The title of a page, followed by the site's name. */
export function titled(title: string, { site }: RenderContext): string {
  return `${isolatedIn(directionOf(site.language), title)} | ${plainBidi(site.name)}`
}

/** The absolute URL of a path; undefined if the site has no origin. */
export function canonicalUrl({ site }: RenderContext, path: string): string | undefined {
  return site.origin && absoluteUrl(site.origin, path)
}
