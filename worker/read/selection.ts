import { isId, slugOf } from '../../content/model/id.ts'
import { instant, moment } from '../../content/model/moment.ts'
import { languageTag } from '../../content/model/phrasing.ts'
import type { Site } from '../../content/model/site.ts'
import type { Selection } from '../catalogue/queries/list.ts'

type Name = 'section' | 'topic' | 'author' | 'language' | 'since' | 'until'

/** The list that a query asks for; or a sentence on what is wrong with the query. */
export function selectionIn(query: Partial<Record<Name, string>>, site: Site): Selection | string {
  const { section, language } = query
  if (section !== undefined && !isId(section)) {
    return 'section is no id; /api/v1/sections lists them'
  }
  const selection: Selection = { ...(section !== undefined && { section }) }
  for (const name of ['topic', 'author'] as const) {
    const written = query[name]
    if (written === undefined) continue
    const slug = slugOf(written)
    if (slug === null || written.length > 200) return `${name} is no name; write one as stories do`
    selection[name] = slug
  }
  if (language !== undefined) {
    if (!languageTag.safeParse(language).success) return 'language is no tag; write one like "ar"'
    selection.language = { tag: language, isSites: language === site.language }
  }
  for (const name of ['since', 'until'] as const) {
    const written = query[name]
    if (written === undefined) continue
    // A plus sign in a query is a space, and few remember to encode it.
    const parsed = moment.safeParse(written.replace(' ', '+'))
    if (!parsed.success) return `${name} is no moment; write one like "2026-03-05T21:30:00+03:00"`
    selection[name] = instant(parsed.data)
  }
  return selection
}
