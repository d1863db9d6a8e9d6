import { lintText } from '../../arabic/arabic-lint.ts'
import { articleKey, SITE_KEY } from '../../model/key.ts'
import { strayInPlain } from '../../source/stray-marks.ts'
import { type Document, type Finding, findingAt, SITE_NAME } from '../folder/document.ts'
import { isPlaceholder } from '../folder/draft-template.ts'
import type { Folder } from '../folder/read-folder.ts'
import type { PictureSheet } from '../pictures/picture-cache.ts'
import { preparePictures } from '../pictures/prepare-pictures.ts'
import { progressOfMany } from '../progress.ts'
import { checkArticle } from './check-article.ts'
import { checkFigures } from './check-figures.ts'
import { checkReferences } from './check-references.ts'
import { checkSize } from './check-size.ts'
import { checkTopics, topicNames } from './check-topics.ts'
import type { CheckContext, Exists, Report } from './context.ts'
import { type OtherArticles, otherArticles } from './other-articles.ts'
import { proseFields } from './prose-fields.ts'

export interface CheckResult {
  findings: Finding[]
  /** By media name: the originals of the folder that the documents show. */
  pictures: Map<string, PictureSheet>
}

export interface CheckOptions {
  /** The folder of prepared pictures. */
  cache: string
  /** The keys in KV; read only when a document refers to something that is not in the folder. */
  keys: () => Promise<Set<string>>
}

/** All errors and warnings of these documents; prepares their pictures. */
export async function check(
  folder: Folder,
  documents: Document[],
  { cache, keys }: CheckOptions,
): Promise<CheckResult> {
  const { pictures, broken } = await preparePictures(folder, documents, cache)
  const articles = otherArticles(folder.documents, Date.now())
  const exists = existsIn(folder, articles, keys)
  const topics = topicNames(folder.documents)
  const findings: Finding[] = []
  const onChecked = progressOfMany('checked', documents.length, 'file')
  for (const [index, document] of documents.entries()) {
    onChecked(index + 1)
    findings.push(...document.findings)
    const report = reporterFor(document, findings)
    const context: CheckContext = { folder, broken, exists, report, topics, articles }
    checkProse(document, languageOf(document, folder), report)
    checkSize(document, report)
    if (document.kind === 'article') checkTopics(document, context)
    if (document.kind === 'site') continue
    await checkFigures(document, context)
    await checkReferences(document, context)
    if (document.kind === 'article') checkArticle(document, context)
  }
  // When files are named, findings about other files are left out.
  const files = new Set(documents.map(({ file }) => file))
  const isAll = documents.length === folder.documents.length
  const around = folder.findings.filter(({ file }) => isAll || files.has(file))
  return { findings: [...around, ...findings, ...(await siteMissing(folder, keys))], pictures }
}

function reporterFor(document: Document, findings: Finding[]): Report {
  return (path, message, severity = 'error', words = '') => {
    const { source, file } = document
    const place = source.places.findWords(path, words)
    findings.push({ ...findingAt(file, source, path, message, place), severity })
  }
}

function checkProse({ file, source }: Document, language: string, report: Report): void {
  const placeholders = proseFields(source.value).filter(({ text }) => isPlaceholder(text))
  const [first, ...others] = placeholders.map(({ path }) => path)
  if (first !== undefined) {
    const more = others.length > 0 ? ` (also in ${others.join(', ')})` : ''
    report(first, `is the placeholder of a new draft${more}; write your own text`, 'warning')
  }
  for (const { path, text, lang = language } of proseFields(source.value)) {
    for (const { severity, message, found } of lintText(text, lang.startsWith('ar'))) {
      report(path, message, severity, found)
    }
    // The text of a Markdown file was looked through where its marks still had their places.
    if (file.endsWith('.md') && /^body\b/.test(path)) continue
    for (const { message, found } of strayInPlain(text)) report(path, message, 'warning', found)
  }
}

/** Without a site the front page has no name, and the sections have none. */
async function siteMissing({ documents }: Folder, keys: CheckOptions['keys']): Promise<Finding[]> {
  if (documents.some(({ kind }) => kind === 'site') || (await keys()).has(SITE_KEY)) return []
  const message =
    'is missing; create it, like { "name": "…", "sections": [{ "id": "news", "name": "…" }] }'
  return [{ file: SITE_NAME, line: 1, column: 1, severity: 'warning', message }]
}

function languageOf(document: Document, { site }: Folder): string {
  const own = document.kind === 'site' ? undefined : document.value?.language
  return own ?? site.language
}

/** Whether a key is in the folder (an alias counts) or in KV. */
function existsIn(
  { documents }: Folder,
  { named }: OtherArticles,
  keys: CheckOptions['keys'],
): Exists {
  const known = new Set([...documents.map(({ key }) => key), ...[...named.keys()].map(articleKey)])
  let elsewhere: Promise<Set<string>> | undefined
  return async (key) => {
    if (known.has(key)) return true
    elsewhere ??= keys()
    return (await elsewhere).has(key)
  }
}
