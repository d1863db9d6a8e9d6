import type { VNode } from 'preact'
import type { PageStyle } from '../styles/page-styles.ts'
import type { RenderContext } from './context.ts'
import type { Head } from './head.ts'

/** Everything that a page brings to its document. Each file in pages/ exports functions that make one. */
export interface PageDefinition {
  style: PageStyle
  head: (context: RenderContext) => Head
  body: (context: RenderContext) => VNode
  /** The language of its text, where it is not the site's. */
  language?: string
  /** The section that the page belongs to: the row of sections marks it. */
  section?: string
  /** CSS rules of this page only, besides those of its pictures. */
  rules?: string
  /** Where the page is cached for reading offline. Without it, the page is not cached. */
  offlinePath?: string
  /** A page for one person: the service worker is not registered, and nothing of it is stored. */
  isPrivate?: true
}
