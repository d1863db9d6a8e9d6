import { join } from 'node:path'
import { blemishesIn } from '../../arabic/arabic-lint.ts'
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
import { beyondLimits } from '../kv/kv-limits.ts'
import { stamp } from '../kv/stamp.ts'
import { figuresIn } from '../pictures/figures.ts'
import type { PictureSheet } from '../pictures/prepare-picture.ts'
import { picturesOf } from '../pictures/prepare-pictures.ts'
import { linksIn, wordsIn } from './prose-fields.ts'

/** The worker takes no text above this. */
const MOST_BYTES = 1_000_000

export interface Checked {
  findings: Finding[]
  /** Originals of the folder that the documents show: media name to what was made of it. */
  pictures: Map<string, PictureSheet>
}

export interface CheckOptions {
  /** Where prepared pictures are kept. */
  cache: string
  /** The keys of KV, asked for only when something is named that is not in the folder. */
  keys: () => Promise<Set<string>>
}

/** Everything that is wrong or doubtful in these documents; prepares their pictures on the way. */
export async function check(
  folder: Folder,
  documents: Document[],
  { cache, keys }: CheckOptions,
): Promise<Checked> {
  const { pictures, broken } = await picturesOf(folder, documents, cache)
  const isThere = thereIn(folder, keys)
  const findings: Finding[] = []
  for (const document of documents) {
    findings.push(...document.findings)
    const language = languageOf(document, folder)
    const report: Report = (path, message, severity = 'error', words = '') => {
      const { source } = document
      const place = source.places.findWords(path, words)
      findings.push({ ...findingAt(document.file, source, path, message, place), severity })
    }
    for (const { path, text, lang = language } of wordsIn(document.source.value)) {
      for (const { severity, message, found } of blemishesIn(text, lang.startsWith('ar'))) {
        report(path, message, severity, found)
      }
    }
    checkSize(document, report)
    if (document.kind === 'site' || document.value === null) continue
    await checkFigures(document, { folder, broken, isThere, report })
    await checkLinks(document.value, isThere, report)
    if (document.kind === 'article') await checkArticle(document, folder, isThere, report)
  }
  // What lies beside the files that were named is no matter of theirs.
  const files = new Set(documents.map(({ file }) => file))
  const isAll = documents.length === folder.documents.length
  const around = folder.findings.filter(({ file }) => isAll || files.has(file))
  return { findings: [...around, ...findings, ...(await siteMissing(folder, keys))], pictures }
}

type Report = (
  path: string,
  message: string,
  severity?: Finding['severity'],
  /** What in that part is meant. */
  words?: string,
) => void
type IsThere = (key: string) => Promise<boolean>

/** Without a site the paper has no name, and its sections none. */
async function siteMissing({ documents }: Folder, keys: CheckOptions['keys']): Promise<Finding[]> {
  if (documents.some(({ kind }) => kind === 'site') || (await keys()).has(SITE_KEY)) return []
  const message =
    'is missing; write one, like { "name": "…", "sections": [{ "id": "news", "name": "…" }] }'
  return [{ file: SITE_NAME, line: 1, column: 1, severity: 'warning', message }]
}

function languageOf(document: Document, { site }: Folder): string {
  const own = document.kind === 'site' ? undefined : document.value?.language
  return own ?? site.language
}

/** Whether a key is in the folder (an alias counts), or else in KV. */
function thereIn({ documents }: Folder, keys: CheckOptions['keys']): IsThere {
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

interface Around {
  folder: Folder
  broken: Map<string, string>
  isThere: IsThere
  report: Report
}

async function checkFigures(
  { value }: DocumentOf<'article' | 'page'>,
  { folder, broken, isThere, report }: Around,
): Promise<void> {
  for (const { path, figure } of value ? figuresIn(value) : []) {
    if (!figure.credit) {
      report(
        path,
        `the picture ${quoted(figure)} has no credit; write who made it, after a © or as "credit"`,
      )
    }
    const wrong = broken.get(figure.src)
    if (wrong !== undefined) report(path, `media/${figure.src} ${wrong}`)
    else if (isRemoteImage(figure.src)) {
      const { origin } = new URL(figure.src)
      if (!folder.site.imageOrigins.includes(origin)) {
        report(path, `the picture is of ${origin}, which is not among the imageOrigins of the site`)
      }
    } else if (!folder.media.has(figure.src) && !(await isThere(mediaKey(figure.src)))) {
      report(path, `there is no picture ${quoted(figure)}; put the file in ${join('media', '')}`)
    }
  }
}

async function checkLinks(value: unknown, isThere: IsThere, report: Report): Promise<void> {
  for (const { path, href } of linksIn(value)) {
    const [, spelling] = /^\/article\/([^/?#]+)/.exec(href) ?? []
    const id = spelling === undefined ? null : canonicalId(decoded(spelling))
    if (id !== null && !(await isThere(articleKey(id)))) {
      report(path, `leads to the article ${id}, which does not exist`)
    }
  }
}

async function checkArticle(
  { value: article, id }: DocumentOf<'article'>,
  { documents, site }: Folder,
  isThere: IsThere,
  report: Report,
): Promise<void> {
  if (article === null) return
  const { section, related = [], translations = {}, aliases = [], publishedAt } = article
  if (site.sections.length > 0 && sectionNamed(site, section) === null) {
    const known = site.sections.map((one) => one.id).join(', ')
    report('section', `${section} is no section of the site; write one of ${known}`)
  }
  for (const [index, other] of related.entries()) {
    if (!(await isThere(articleKey(other)))) {
      report(`related[${index}]`, `names the article ${other}, which does not exist`)
    }
  }
  for (const [language, other] of Object.entries(translations)) {
    if (!(await isThere(articleKey(other)))) {
      report(`translations.${language}`, `names the article ${other}, which does not exist`)
    }
  }
  for (const [index, alias] of aliases.entries()) {
    const owner = documents.find(
      (other) =>
        other.kind === 'article' &&
        other.id !== id &&
        (other.id === alias || other.value?.aliases?.includes(alias)),
    )
    if (owner) report(`aliases[${index}]`, `${alias} belongs to ${owner.file} already`)
  }
  if (article.expiresAt && instant(article.expiresAt) <= instant(publishedAt)) {
    report('expiresAt', 'is not after publishedAt, so nobody would ever see the article')
  }
  if (article.updatedAt && instant(article.updatedAt) < instant(publishedAt)) {
    report('updatedAt', 'is before publishedAt', 'warning')
  }
  if (article.status === 'withdrawn' && !article.reason) {
    report('status', 'is withdrawn without a reason; readers see none', 'warning')
  }
}

/** What is put is as long as this, but for the names of prepared pictures. */
function checkSize({ key, name, source }: Document, report: Report): void {
  const value = JSON.stringify(source.value ?? null)
  const bytes = Buffer.byteLength(value)
  if (bytes > MOST_BYTES) {
    report('', `has ${(bytes / 1e6).toFixed(1)} MB; divide it, readers get 1 MB at most`)
  }
  const entries = [
    { key, value, metadata: stamp(value) },
    historyEntry(name, { text: value, stamp: null }),
  ]
  for (const message of new Set(entries.flatMap(beyondLimits))) report('', message)
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
