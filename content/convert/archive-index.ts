import { isId, slugOf } from '../model/id.ts'
import { isOwnPath } from '../model/previous-path.ts'
import type { Redirect } from '../model/redirect.ts'
import { oldPathsOf } from './addresses.ts'
import type { IndexEntry } from './index-entry.ts'
import type { Lose } from './losses.ts'
import type { OldExport, OldPicture, OldStory } from './old-export.ts'
import { redirectsOf } from './redirects.ts'
import { decodeAgain } from './text/decode-again.ts'
import { repairLine } from './text/repair-text.ts'

/** What a story needs to know of the others: their ids, addresses, sections and pictures. */
export interface ArchiveIndex {
  /** By key. */
  entries: Map<string, IndexEntry>
  /** The key of a story by its previous path. */
  byPath: Map<string, string>
  /** By id. */
  pictures: Map<string, OldPicture>
  /** The id of each language, by what the translations have in common; without one in that of the site. */
  translations: Map<string, Map<string | undefined, string>>
  sections: { id: string; name: string }[]
  /** For `redirects` in site.json. */
  redirects: Redirect[]
  /** The site's own origin at the previous system. */
  origin: string | undefined
}

/** The limit of the model. */
const MAX_SECTIONS = 50
const MAX_PATHS = 20
const NEWS = { id: 'news', name: 'أخبار' }
const MAX_WORDS = 7

/** Reads the export once, for what stories refer to. */
export async function indexArchive(
  archive: OldExport,
  lose: (key: string) => Lose,
): Promise<ArchiveIndex> {
  const entries = new Map<string, IndexEntry>()
  const byPath = new Map<string, string>()
  const pictures = new Map<string, OldPicture>()
  const translations: ArchiveIndex['translations'] = new Map()
  const ids = new Set<string>()
  const counts = new Map<string, { name: string; count: number }>()
  for await (const item of archive.items()) {
    if (item.kind === 'picture') {
      pictures.set(item.id, item)
      continue
    }
    if (entries.has(item.key)) {
      lose(item.key)('bad-item', `${item.place} stands in the export twice`)
      continue
    }
    const origin = originOf(archive)
    const previousPaths: string[] = []
    const claimed: string[] = []
    for (const path of oldPathsOf(item, origin).slice(0, MAX_PATHS)) {
      const owner = byPath.get(path)
      if (owner === undefined) {
        byPath.set(path, item.key)
        // A page has its address in the site's redirects, which may be any.
        if (isOwnPath(path)) claimed.push(path)
        else previousPaths.push(path)
      } else lose(item.key)('colliding-address', `${path} (also ${entries.get(owner)?.id})`)
    }
    const section = sectionOf(item, archive)
    if (item.kind === 'story' && section !== null) {
      const known = counts.get(section.id)
      if (known) known.count += 1
      else counts.set(section.id, { name: section.name, count: 1 })
    }
    const id = uniqueId(item, ids)
    const { kind, translationOf } = item
    const aliases = aliasesIn(claimed, item, id, lose(item.key))
    entries.set(item.key, {
      id,
      kind,
      section: section?.id ?? NEWS.id,
      previousPaths,
      ...(aliases.length > 0 && { aliases }),
      ...(translationOf && { translationOf }),
    })
    if (translationOf && kind === 'story') {
      const group = translations.get(translationOf) ?? new Map()
      if (!group.has(item.language)) translations.set(translationOf, group.set(item.language, id))
    }
  }
  const sections = largest(counts)
  const isKnown = new Set(sections.map(({ id }) => id))
  for (const entry of entries.values()) if (!isKnown.has(entry.section)) entry.section = NEWS.id
  const needsNews = [...entries.values()].some(
    ({ kind, section }) => kind === 'story' && section === NEWS.id,
  )
  if (needsNews && !isKnown.has(NEWS.id)) sections.push(NEWS)
  const redirects = redirectsOf(archive, sections, entries)
  return { entries, byPath, pictures, translations, sections, redirects, origin: originOf(archive) }
}

/** What the site answers itself leads on where it has the form of an article's address. */
function aliasesIn(claimed: string[], { kind }: OldStory, id: string, lose: Lose): string[] {
  return claimed.flatMap((path) => {
    const [, alias] = /^\/(article|page)\/([^/?]+)$/.exec(path)?.slice(1) ?? []
    if (alias === id) return []
    if (kind === 'story' && path.startsWith('/article/') && alias !== undefined && isId(alias))
      return [alias]
    lose('colliding-address', `${path} (an address of this site)`)
    return []
  })
}

/** The category's outermost parent is a section; what is below it becomes a topic. */
function sectionOf(
  { categories }: OldStory,
  { site }: OldExport,
): { id: string; name: string } | null {
  for (const category of categories) {
    let root = site.categories.get(category.slug) ?? category
    for (let depth = 0; depth < 10; depth += 1) {
      const parent: { slug: string; name: string } | undefined =
        'parent' in root ? site.categories.get(root.parent as string) : undefined
      if (parent === undefined) break
      root = parent
    }
    const id = slugOf(root.slug) ?? slugOf(root.name)
    const name = repairLine(root.name || root.slug, () => undefined).slice(0, 60)
    if (id !== null && name !== '') return { id, name }
  }
  return null
}

function largest(
  counts: Map<string, { name: string; count: number }>,
): { id: string; name: string }[] {
  const sorted = [...counts].sort(([, one], [, other]) => other.count - one.count)
  return sorted.slice(0, MAX_SECTIONS - 1).map(([id, { name }]) => ({ id, name }))
}

/** From the slug, else from the headline; the second one of a name gets `-2`. */
function uniqueId({ slug, title, key }: OldStory, ids: Set<string>): string {
  const words = slugOf(repairLine(title, () => undefined))
    ?.split('-')
    .slice(0, MAX_WORDS)
    .join('-')
  const base = (slug && slugOf(decodeAgain(slug))) || words || slugOf(key) || 'story'
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${shortened(base)}-${count}`
    if (ids.has(id)) continue
    ids.add(id)
    return id
  }
}

/** Leaves room for a number within the 120 characters of an id. */
function shortened(id: string): string {
  return [...id].slice(0, 110).join('').replace(/-$/, '')
}

function originOf({ site }: OldExport): string | undefined {
  return site.origin && URL.canParse(site.origin) ? new URL(site.origin).origin : undefined
}
