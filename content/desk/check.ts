import { join } from 'node:path'
import { type Figure, isRemoteImage } from '../model/figure.ts'
import { canonicalId } from '../model/id.ts'
import { articleKey, mediaKey } from '../model/key.ts'
import { instant } from '../model/moment.ts'
import { preparedPicture } from '../model/prepared-picture.ts'
import { sectionNamed } from '../model/site.ts'
import { type Document, type DocumentOf, type Finding, findingAt } from './document.ts'
import { Failure } from './failure.ts'
import { figuresIn } from './figures.ts'
import type { Folder } from './folder.ts'
import { blemishesIn } from './hygiene.ts'
import { type PictureSheet, preparePicture } from './prepare-picture.ts'
import { linksIn, wordsIn } from './words.ts'

/** The worker takes no article above this. */
const MOST_BYTES = 1_000_000
const AT_ONCE = 2

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
  const { pictures, broken } = await preparedPictures(folder, documents, cache)
  const isThere = thereIn(folder, keys)
  const findings: Finding[] = []
  for (const document of documents) {
    findings.push(...document.findings)
    const language = languageOf(document, folder)
    const report: Report = (path, message, severity = 'error') =>
      findings.push({ ...findingAt(document.file, document.source, path, message), severity })
    for (const { path, text, lang = language } of wordsIn(document.source.value)) {
      for (const { severity, message } of blemishesIn(text, lang.startsWith('ar'))) {
        report(path, message, severity)
      }
    }
    if (document.kind === 'site' || document.value === null) continue
    await checkFigures(document, { folder, broken, isThere, report })
    await checkLinks(document.value, isThere, report)
    if (document.kind === 'article') await checkArticle(document, folder, isThere, report)
  }
  // What lies beside the files that were named is no matter of theirs.
  const files = new Set(documents.map(({ file }) => file))
  const isAll = documents.length === folder.documents.length
  const around = folder.findings.filter(({ file }) => isAll || files.has(file))
  return { findings: [...around, ...findings], pictures }
}

type Report = (path: string, message: string, severity?: Finding['severity']) => void
type IsThere = (key: string) => Promise<boolean>

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

async function preparedPictures({ media }: Folder, documents: Document[], cache: string) {
  const names = new Set(
    documents.flatMap((document) =>
      document.kind === 'site' || document.value === null
        ? []
        : figuresIn(document.value).map(({ figure }) => figure.src),
    ),
  )
  const originals = [...names].flatMap((name) => {
    const file = media.get(name)
    return file === undefined || preparedPicture(name) !== null ? [] : [{ name, file }]
  })
  const pictures = new Map<string, PictureSheet>()
  const broken = new Map<string, string>()
  for (let start = 0; start < originals.length; start += AT_ONCE) {
    await Promise.all(
      originals.slice(start, start + AT_ONCE).map(async ({ name, file }) => {
        try {
          pictures.set(name, await preparePicture(file, cache))
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          broken.set(name, error.message)
        }
      }),
    )
  }
  return { pictures, broken }
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
  { value: article, id, source }: DocumentOf<'article'>,
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
  const bytes = Buffer.byteLength(JSON.stringify(source.value))
  if (bytes > MOST_BYTES) {
    report('', `has ${(bytes / 1e6).toFixed(1)} MB; divide it, an article may have 1 MB`)
  }
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
