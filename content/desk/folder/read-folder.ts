import { readFileSync } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, normalize, relative, resolve } from 'node:path'
import { defaultSite, type Site } from '../../model/site.ts'
import { readJsonSource } from '../../source/json-source.ts'
import { readMarkdownSource } from '../../source/markdown-source.ts'
import { valueAt } from '../../source/places.ts'
import { readText } from '../../source/read-text.ts'
import { resolveDates } from '../../source/resolve-dates.ts'
import { type Source, unreadable } from '../../source/source.ts'
import { Failure } from '../failure.ts'
import { fromInvocation } from '../npm-options.ts'
import { progressOfMany } from '../progress.ts'
import { type LiveFile, readLiveFiles } from '../updates/read-live-files.ts'
import {
  articleDocument,
  type Document,
  type DocumentOf,
  type Finding,
  pageDocument,
  SITE_NAME,
  siteDocument,
} from './document.ts'
import { documentNameProblem, mediaNameProblem } from './file-names.ts'
import { listFiles } from './list-files.ts'
import { valueOnDisk } from './value-on-disk.ts'

/** A site as files on an editor's disk. */
export interface Folder {
  path: string
  documents: Document[]
  site: Site
  /** Originals and prepared sizes: file by media name. */
  media: Map<string, string>
  /** The updates of live stories that are written as files. */
  live: LiveFile[]
  /** Findings about the folder itself: names, duplicates, files that are not pictures. */
  findings: Finding[]
}

const ENDINGS: Record<string, (text: string) => Source> = {
  '.json': readJsonSource,
  '.md': readMarkdownSource,
}

/** Reads a folder with `site.json`, `articles`, `pages` and `media`; each may be missing. */
export async function readFolder(path: string): Promise<Folder> {
  const findings: Finding[] = await misplacedFiles(path)
  const site = await readBytes(join(path, SITE_NAME))
  const siteDocuments = site === null ? [] : [siteDocument(SITE_NAME, sourceOf(SITE_NAME, site))]
  const settings = siteDocuments[0]?.value ?? defaultSite
  const [articles, pages, media] = await Promise.all([
    documentsIn(path, 'articles', findings, articleMaker(path, settings)),
    documentsIn(path, 'pages', findings, pageMaker(settings)),
    mediaIn(path, findings),
  ])
  const documents: Document[] = [...siteDocuments, ...articles, ...pages]
  if (documents.length === 0) {
    throw new Failure(
      `${path} has no site.json and no articles; create one with "new" and a headline, or name another folder with --folder.`,
    )
  }
  refuseDuplicates(documents, findings)
  const live = await readLiveFiles(path, documents, settings)
  findings.push(...live.flatMap((file) => file.findings))
  return { path, documents, site: settings, media, live, findings }
}

/** The documents that a command names by file or by id; all when it names none. */
export async function chooseDocuments(
  { path, documents }: Folder,
  wanted: string[],
): Promise<Document[]> {
  if (wanted.length === 0) return documents
  const chosen: Document[] = []
  for (const name of wanted) {
    const file = await realPath(fromInvocation(name))
    const found: Document[] = []
    for (const known of documents) {
      const isNamed = known.name === name.normalize('NFC') || known.file === normalize(name)
      if (isNamed || (await realPath(resolve(path, known.file))) === file) found.push(known)
    }
    if (found.length === 0) {
      throw new Failure(`${name} is neither a file in ${path} nor the id of an article in it.`)
    }
    chosen.push(...found)
  }
  return [...new Set(chosen)]
}

/** Two paths to one file are the same, whatever symbolic links are in them. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

type Make<Made> = (file: string, id: string, source: Source) => Promise<Made> | Made

/** Articles may be sorted into sub-folders, by year or otherwise: the id is the name of the file. */
async function documentsIn<Made extends Document>(
  path: string,
  part: string,
  findings: Finding[],
  make: Make<Made>,
): Promise<Made[]> {
  const documents: Made[] = []
  const files = await listFiles(path, part)
  const onRead = progressOfMany('read', files.length, 'file')
  for (const [index, file] of files.entries()) {
    onRead(index + 1)
    const problem = documentNameProblem(basename(file))
    if (problem !== null) {
      findings.push({ ...findingOf(file, problem.message), severity: problem.severity })
      continue
    }
    const id = basename(file, extname(file)).normalize('NFC')
    const bytes = await readBytes(join(path, file))
    const document = await make(file, id, sourceOf(file, bytes ?? new Uint8Array()))
    const readAgain = () => sourceOf(file, readFileSync(join(path, file)))
    documents.push(valueOnDisk(document, readAgain))
  }
  return documents
}

function articleMaker(path: string, { timeZone }: Site): Make<DocumentOf<'article'>> {
  return async (file, id, source) => {
    const isDraft = valueAt(source.value, 'status') === 'draft'
    // A draft has the same date each time, until it is published.
    const now = isDraft ? (await stat(join(path, file))).mtimeMs : Date.now()
    const { source: resolved, filled } = resolveDates(source, { timeZone, now })
    const document = articleDocument(file, id, resolved)
    return filled === null || isDraft ? document : { ...document, filled }
  }
}

function pageMaker({ timeZone }: Site): Make<DocumentOf<'page'>> {
  return (file, id, source) =>
    pageDocument(file, id, resolveDates(source, { timeZone, now: null }).source)
}

function sourceOf(file: string, bytes: Uint8Array): Source {
  const found = readText(bytes)
  if (!('text' in found)) return found
  return ENDINGS[extname(file)]?.(found.text) ?? unreadable('is neither Markdown nor JSON')
}

function refuseDuplicates(documents: Document[], findings: Finding[]): void {
  for (const same of Map.groupBy(documents, ({ key }) => key).values()) {
    // One finding for each file, because a command may name only one of them.
    for (const { file } of same.length > 1 ? same : []) {
      const others = same.filter((other) => other.file !== file).map((other) => other.file)
      findings.push(
        findingOf(file, `has the same id as ${others.join(', ')}; delete or rename one of them`),
      )
    }
  }
}

/** `media/photo.jpg`, and prepared sizes as an export writes them: `media/<hash>/800.avif`. */
async function mediaIn(path: string, findings: Finding[]): Promise<Map<string, string>> {
  const media = new Map<string, string>()
  for (const file of await listFiles(path, 'media')) {
    const name = relative('media', file).normalize('NFC')
    const problem = mediaNameProblem(name)
    if (problem === null) media.set(name, join(path, file))
    else findings.push({ ...findingOf(file, problem.message), severity: problem.severity })
  }
  return media
}

const PARTS = ['articles', 'pages', 'media', 'live']

/** Articles beside the folder for them, and folders with another name than the one they should have. */
async function misplacedFiles(path: string): Promise<Finding[]> {
  const entries = await readdir(path).catch(() => [])
  return entries.flatMap((name) => {
    const part = PARTS.find((known) => known !== name && known === name.toLowerCase())
    const message = part
      ? `is not read; rename the folder to ${part}`
      : /\.md$/i.test(name) && !/^readme/i.test(name)
        ? 'is not published from here; move it to articles/ or pages/'
        : null
    return message === null ? [] : [{ ...findingOf(name, message), severity: 'warning' as const }]
  })
}

function findingOf(file: string, message: string): Finding {
  return { file, line: 1, column: 1, severity: 'error', message }
}

function readBytes(file: string): Promise<Uint8Array | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
