import type { Root } from 'hast'
import type { LossKind } from './losses.ts'

/** What every format is read into: the stories, pages and pictures of a previous system. */
export interface OldExport {
  site: OldSite
  /** May be called several times; each call reads the source again. */
  items(): AsyncIterable<OldItem>
}

export interface OldSite {
  /** The system that wrote the export: `WordPress`, `Ghost`. */
  system: string
  name?: string
  tagline?: string
  /** The address of the previous site, without a path. */
  origin?: string
  language?: string
  /** By slug. */
  categories: Map<string, OldCategory>
  /** Patterns of the system's addresses, for `redirects` in site.json. */
  redirects: { from: string; to: string }[]
}

export interface OldCategory {
  slug: string
  name: string
  /** The slug of the category around it. */
  parent?: string
}

export type OldItem = OldStory | OldPicture

export interface OldStory {
  kind: 'story' | 'page'
  /** The same in every run, unique in the export. */
  key: string
  /** What the report shows to a person: an address or a file. */
  place: string
  title: string
  /** HTML, or the tree of a page that was parsed already. */
  html: string | Root
  /** How line breaks in the HTML are meant: WordPress stores paragraphs as empty lines. */
  lines: LineBreaks
  /** The shortcodes that the HTML may contain. */
  shortcodes?: 'wordpress'
  excerpt?: string
  /** Its address at the previous site. */
  url?: string
  /** Other addresses of it: paths of that site, like `/?p=12`. */
  otherPaths: string[]
  slug?: string
  /** With an offset, or without one: then it is in the site's time zone. */
  publishedAt?: string
  updatedAt?: string
  /** When it stops being visible. */
  expiresAt?: string
  status: 'published' | 'draft'
  authors: string[]
  categories: { slug: string; name: string }[]
  topics: string[]
  image?: OldFigure
  language?: string
  /** Stories with the same name are one in several languages. */
  translationOf?: string
  /** What relative addresses in the text are relative to, where it is not the story's own address. */
  base?: string
  /** What was left out of it, or changed, while it was read. */
  noted?: Noted[]
}

export interface Noted {
  kind: LossKind
  example: string
  count?: number
}

/** `every`: each line is a paragraph. `empty`: an empty line is. `none`: white space. */
export type LineBreaks = 'every' | 'empty' | 'none'

/** A picture as a story names it: by address, or by the id of an `OldPicture`. */
export interface OldFigure {
  url?: string
  id?: string
  alt?: string
  caption?: string
}

/** A picture with an id of its own: an attachment of WordPress. */
export interface OldPicture {
  kind: 'picture'
  id: string
  url: string
  alt?: string
  caption?: string
}
