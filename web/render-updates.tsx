import { renderToString } from 'preact-render-to-string'
import type { Article } from '../content/model/article.ts'
import type { Site } from '../content/model/site.ts'
import { LiveUpdate, Points } from './components/live-updates.tsx'
import { createContext, withLanguage } from './render/context.ts'
import type { LivePoints, ShownUpdate } from './render/live-view.ts'

interface RenderedUpdates {
  /** Of each update, in their order: an item of the list on the page. */
  html: string[]
  /** What stands above them. */
  points: string
  /** The CSS rules of their pictures. */
  styles: string
}

/** Updates as the page of their story shows them, for a page that is open already. */
export function renderUpdates(
  { updates, points }: { updates: ShownUpdate[]; points: LivePoints },
  { language }: Pick<Article, 'language'>,
  { site, path, now }: { site: Site; path: string; now: number },
): RenderedUpdates {
  const context = createContext(site, path, now)
  const own = withLanguage(context, language ?? site.language)
  const html = updates.map((update) => renderToString(<LiveUpdate update={update} context={own} />))
  const above = renderToString(<Points points={points} context={own} />)
  return { html, points: above, styles: context.pictures.css() }
}
