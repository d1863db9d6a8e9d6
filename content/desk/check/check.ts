import { join } from 'node:path'
import { lintText } from '../../arabic/arabic-lint.ts'
import { type Figure, isRemoteImage } from '../../model/figure.ts'
import { canonicalId } from '../../model/id.ts'
import { articleKey, mediaKey, SITE_KEY } from '../../model/key.ts'
import { instant } from '../../model/moment.ts'
import { sectionNamed } from '../../model/site.ts'
import {
  type Document,
  type DocumentOf,
  type Finding,
  findingAt,
  SITE_NAME,
} from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { kvLimitProblems } from '../kv/kv-limits.ts'
import { stamp } from '../kv/stamp.ts'
import { figuresIn } from '../pictures/figures.ts'
import type { PictureSheet } from '../pictures/prepare-picture.ts'
import { preparePictures } from '../pictures/prepare-pictures.ts'
import { linksIn, proseFields } from './prose-fields.ts'

/** The worker reads no text above this. */
const MAX_BYTES = 1_000_000

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
  const exists = existsIn(folder, keys)
  const findings: Finding[] = []
  for (const document of documents) {
    findings.push(...document.findings)
    const language = languageOf(document, folder)
    const report: Report = (path, message, severity = 'error', words = '') => {
      const { source } = document
      const place = source.places.findWords(path, words)
      findings.push({ ...findingAt(document.file, source, path, message, place), severity })
    }
    for (const { path, text, lang = language } of proseFields(document.source.value)) {
      for (const { severity, message, found } of lintText(text, lang.startsWith('ar'))) {
        report(path, message, severity, found)
      }
    }
    checkSize(document, report)
    if (document.kind === 'site' || document.value === null) continue
    await checkFigures(document, { folder, broken, exists, report })
    await checkLinks(document.value, exists, report)
    if (document.kind === 'article') await checkArticle(document, folder, exists, report)
  }
  // When files are named, findings about other files are left out.
  const files = new Set(documents.map(({ file }) => file))
  const isAll = documents.length === folder.documents.length
  const around = folder.findings.filter(({ file }) => isAll || files.has(file))
  return { findings: [...around, ...findings, ...(await siteMissing(folder, keys))], pictures }
}

type Report = (
  path: string,
  message: string,
  severity?: Finding['severity'],
  /** The words in that part that are meant. */
  words?: string,
) => void
type Exists = (key: string) => Promise<boolean>

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
function existsIn({ documents }: Folder, keys: CheckOptions['keys']): Exists {
  const known = new Set(
    documents.flatMap((document) => {
      const aliases = document.kind === 'article' ? (document.value?.aliases ?? []) : []
      return [document.key, ...aliases.map(articleKey)]
    }),
  )
  let elsewhere: Promise<Set<string>> | undefined
  return async (key) => {
    if (known.has(key)) return true
    elsewhere ??= keys()
    return (await elsewhere).has(key)
  }
}

interface CheckContext {
  folder: Folder
  broken: Map<string, string>
  exists: Exists
  report: Report
}

async function checkFigures(
  { value }: DocumentOf<'article' | 'page'>,
  { folder, broken, exists, report }: CheckContext,
): Promise<void> {
  for (const { path, figure } of value ? figuresIn(value) : []) {
    if (!figure.credit) {
      report(
        path,
        `the picture ${quoted(figure)} has no credit; write who made it after a ©, or as "credit"`,
      )
    }
    const wrong = broken.get(figure.src)
    if (wrong !== undefined) report(path, `media/${figure.src} ${wrong}`)
    else if (isRemoteImage(figure.src)) {
      const { origin } = new URL(figure.src)
      if (!folder.site.imageOrigins.includes(origin)) {
        report(
          path,
          `the picture is from ${origin}; put the file in ${join('media', '')}, or add the address to imageOrigins in site.json`,
        )
      }
    } else if (!folder.media.has(figure.src) && !(await exists(mediaKey(figure.src)))) {
      report(
        path,
        `the picture ${quoted(figure)} does not exist; put the file in ${join('media', '')}`,
      )
    }
  }
}

async function checkLinks(value: unknown, exists: Exists, report: Report): Promise<void> {
  for (const { path, href } of linksIn(value)) {
    const [, spelling] = /^\/article\/([^/?#]+)/.exec(href) ?? []
    const id = spelling === undefined ? null : canonicalId(decoded(spelling))
    if (id !== null && !(await exists(articleKey(id)))) {
      report(path, `links to the article ${id}, which does not exist`)
    }
  }
}

async function checkArticle(
  { value: article, id }: DocumentOf<'article'>,
  { documents, site }: Folder,
  exists: Exists,
  report: Report,
): Promise<void> {
  if (article === null) return
  const { section, related = [], translations = {}, aliases = [], publishedAt } = article
  if (site.sections.length > 0 && sectionNamed(site, section) === null) {
    const known = site.sections.map((one) => one.id).join(', ')
    report('section', `${section} is not a section of the site; write one of ${known}`)
  }
  for (const [index, other] of related.entries()) {
    if (!(await exists(articleKey(other)))) {
      report(`related[${index}]`, `refers to the article ${other}, which does not exist`)
    }
  }
  for (const [language, other] of Object.entries(translations)) {
    if (!(await exists(articleKey(other)))) {
      report(`translations.${language}`, `refers to the article ${other}, which does not exist`)
    }
  }
  for (const [index, alias] of aliases.entries()) {
    const owner = documents.find(
      (other) =>
        other.kind === 'article' &&
        other.id !== id &&
        (other.id === alias || other.value?.aliases?.includes(alias)),
    )
    if (owner) report(`aliases[${index}]`, `${alias} is already an id or alias of ${owner.file}`)
  }
  if (article.expiresAt && instant(article.expiresAt) <= instant(publishedAt)) {
    report('expiresAt', 'is not after publishedAt, so the article would never be visible')
  }
  if (article.updatedAt && instant(article.updatedAt) < instant(publishedAt)) {
    report('updatedAt', 'is before publishedAt', 'warning')
  }
  if (article.status === 'withdrawn' && !article.reason) {
    report('status', 'is withdrawn without a reason; write "reason: …" for readers', 'warning')
  }
}

/** The value in KV has this size, apart from the names of prepared pictures. */
function checkSize({ key, name, source }: Document, report: Report): void {
  const value = JSON.stringify(source.value ?? null)
  const bytes = Buffer.byteLength(value)
  if (bytes > MAX_BYTES) {
    report('', `has ${(bytes / 1e6).toFixed(1)} MB; split it, the limit is 1 MB`)
  }
  const entries = [
    { key, value, metadata: stamp(value) },
    historyEntry(name, { text: value, stamp: null }),
  ]
  for (const message of new Set(entries.flatMap(kvLimitProblems))) report('', message)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function quoted({ src }: Figure): string {
  return JSON.stringify(src)
}
