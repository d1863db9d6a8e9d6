import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withJsonFields } from '../source/json-source.ts'
import type { ArchiveIndex } from './archive-index.ts'
import type { ConvertContext } from './convert-story.ts'
import { parsePartOfSite } from './existing-site.ts'
import type { OldExport } from './old-export.ts'
import { repairLine } from './text/repair-text.ts'
import type { WholeFiles } from './whole-files.ts'

interface Given {
  archive: OldExport
  index: ArchiveIndex
  context: ConvertContext
  name: string
  files: WholeFiles
}

/** Writes `site.json`, or adds the sections and redirects that it lacks; everything else in it stays. */
export function writeSite(target: string, { archive, index, context, name, files }: Given): void {
  const file = join(target, 'site.json')
  const existing = parsePartOfSite(file)
  const sections = [...(existing?.sections ?? [])]
  for (const section of index.sections)
    if (!sections.some(({ id }) => id === section.id)) sections.push(section)
  const redirects = [...(existing?.redirects ?? [])]
  for (const redirect of index.redirects)
    if (!redirects.some(({ from }) => from === redirect.from)) redirects.push(redirect)
  const added = { sections: sections.slice(0, 50), ...(redirects.length > 0 && { redirects }) }
  if (existing !== null && existsSync(file)) {
    const text = readFileSync(file, 'utf8')
    const isSame =
      sections.length === existing.sections.length &&
      redirects.length === (existing.redirects ?? []).length
    if (!isSame) files.write(file, withJsonFields(text, added))
    return
  }
  const tagline = repairLine(archive.site.tagline ?? '', () => undefined).slice(0, 200)
  const site = {
    name: repairLine(name, () => undefined).slice(0, 80) || 'الصحيفة',
    ...(tagline && { tagline }),
    language: context.language,
    timeZone: context.timeZone,
    ...added,
  }
  files.write(file, `${JSON.stringify(site, null, 2)}\n`)
}
