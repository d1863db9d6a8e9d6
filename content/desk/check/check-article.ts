import { slugOf } from '../../model/id.ts'
import { instant } from '../../model/moment.ts'
import { sectionNamed } from '../../model/site.ts'
import type { DocumentOf } from '../folder/document.ts'
import type { CheckContext } from './context.ts'
import { readablePart } from './readable-part.ts'

/** What is wrong with an article among the others of its site. */
export function checkArticle(document: DocumentOf<'article'>, context: CheckContext): void {
  const article = readablePart(document)
  if (article === null) return
  const { folder, report } = context
  const { section, publishedAt, expiresAt, updatedAt, status, reason } = article
  const { sections } = folder.site
  if (section && sections.length > 0 && sectionNamed(folder.site, section) === null) {
    const meant = sections.find(({ name }) => slugOf(name) === slugOf(section))
    const known = meant?.id ?? `one of ${sections.map((one) => one.id).join(', ')}`
    report('section', `${section} is not a section of the site; write ${known}`)
  }
  if (expiresAt && publishedAt && instant(expiresAt) <= instant(publishedAt)) {
    report('expiresAt', 'is not after publishedAt, so the article would never be visible')
  }
  if (updatedAt && publishedAt && instant(updatedAt) < instant(publishedAt)) {
    report('updatedAt', 'is before publishedAt', 'warning')
  }
  if (status === 'withdrawn' && !reason) {
    report('status', 'is withdrawn without a reason; write "reason: …" for readers', 'warning')
  }
  checkAliases(document, context)
  checkLead(document, context)
}

function checkAliases(
  { value, id }: DocumentOf<'article'>,
  { articles, report }: CheckContext,
): void {
  for (const [index, alias] of (value?.aliases ?? []).entries()) {
    const owner = articles.named.get(alias)?.find((other) => other.id !== id)
    if (owner) report(`aliases[${index}]`, `${alias} is already an id or alias of ${owner.file}`)
  }
}

/** The front page has one lead. */
function checkLead({ id }: DocumentOf<'article'>, { articles, report }: CheckContext): void {
  if (!articles.leads.some((lead) => lead.id === id)) return
  const others = articles.leads.filter((lead) => lead.id !== id)
  if (others.length === 0) return
  const files = others.map(({ file }) => file).join(', ')
  report(
    'placement',
    `is lead in ${files} too; only the newest is shown as the lead, write "top" or delete the line`,
    'warning',
  )
}
