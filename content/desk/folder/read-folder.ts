import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join, normalize, relative, resolve } from 'node:path'
import { isMediaName } from '../../model/figure.ts'
import { isId } from '../../model/id.ts'
import { defaultSite, type Site } from '../../model/site.ts'
import { readJsonSource } from '../../source/json-source.ts'
import { readMarkdownSource } from '../../source/markdown-source.ts'
import { type Source, unreadable } from '../../source/source.ts'
import { Failure } from '../failure.ts'
import { fromInvocation } from '../npm-options.ts'
import {
  articleDocument,
  type Document,
  type Finding,
  pageDocument,
  siteDocument,
} from './document.ts'

/** A site as files on an editor's disk. */
export interface Folder {
  path: string
  documents: Document[]
  site: Site
  /** Originals and prepared sizes: file by media name. */
  media: Map<string, string>
  /** Findings about the folder itself: names, duplicates, files that are not pictures. */
  findings: Finding[]
}

const ENDINGS: Record<string, (text: string) => Source> = {
  '.json': readJsonSource,
  '.md': readMarkdownSource,
}
const SITE_FILE = 'site.json'

/** Reads a folder with `site.json`, `articles`, `pages` and `media`; each may be missing. */
export async function readFolder(path: string): Promise<Folder> {
  const findings: Finding[] = []
  const [site, articles, pages, media] = await Promise.all([
    readText(join(path, SITE_FILE)),
    filesIn(path, 'articles'),
    filesIn(path, 'pages'),
    mediaIn(path, findings),
  ])
  const siteDocuments = site === null ? [] : [siteDocument(SITE_FILE, sourceOf(SITE_FILE, site))]
  const documents: Document[] = [
    ...siteDocuments,
    ...(await documentsOf(path, articles, articleDocument, findings)),
    ...(await documentsOf(path, pages, pageDocument, findings)),
  ]
  if (documents.length === 0) {
    throw new Failure(
      `${path} has no site.json and no articles; create one with "new" and a headline, or name another folder with --folder.`,
    )
  }
  refuseDuplicates(documents, findings)
  return { path, documents, site: siteDocuments[0]?.value ?? defaultSite, media, findings }
}

/** The documents that a command names by file or by id; all when it names none. */
export function chooseDocuments({ path, documents }: Folder, wanted: string[]): Document[] {
  if (wanted.length === 0) return documents
  const named = wanted.flatMap((name) => {
    const found = documents.filter(
      (known) =>
        known.name === name.normalize('NFC') ||
        known.file === normalize(name) ||
        resolve(path, known.file) === fromInvocation(name),
    )
    if (found.length > 0) return found
    throw new Failure(`${name} is neither a file in ${path} nor the id of an article in it.`)
  })
  return [...new Set(named)]
}

async function filesIn(path: string, folder: string): Promise<string[]> {
  const files = await readdir(join(path, folder)).catch(() => [])
  const names = files.filter((file) => !file.startsWith('.')).sort()
  return names.map((file) => join(folder, file))
}

async function documentsOf<Made extends Document>(
  path: string,
  files: string[],
  make: (file: string, id: string, source: Source) => Made,
  findings: Finding[],
): Promise<Made[]> {
  const documents: Made[] = []
  for (const file of files) {
    const ending = extname(file)
    const id = basename(file, ending).normalize('NFC')
    const refuse = (message: string) => findings.push(findingOf(file, message))
    if (!(ending in ENDINGS))
      refuse('is neither Markdown nor JSON; rename it to end with .md or .json')
    else if (!isId(id)) {
      refuse(
        `has a name that is not an id; write 1 to 120 lower-case letters and digits joined by single hyphens, like "nile-flood${ending}"`,
      )
    } else {
      const text = await readText(join(path, file))
      documents.push(make(file, id, sourceOf(file, text ?? new Uint8Array())))
    }
  }
  return documents
}

function sourceOf(file: string, bytes: Uint8Array): Source {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return ENDINGS[extname(file)]?.(text) ?? unreadable('is neither Markdown nor JSON')
  } catch (error) {
    if (error instanceof TypeError) return unreadable('is not UTF-8 text; save it as UTF-8')
    throw error
  }
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
  const folder = join(path, 'media')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const media = new Map<string, string>()
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const file = join(entry.parentPath, entry.name)
    const name = relative(folder, file).normalize('NFC')
    if (isMediaName(name)) media.set(name, file)
    else findings.push(findingOf(join('media', name), refusalOf(name)))
  }
  return media
}

function refusalOf(name: string): string {
  return /\.svg$/i.test(name)
    ? 'is an SVG, which may contain scripts; save it as PNG'
    : 'is not the name of a picture; use letters, digits, dots and hyphens, and end it with .jpg, .png, .webp, .avif or .gif'
}

function findingOf(file: string, message: string): Finding {
  return { file, line: 1, column: 1, severity: 'error', message }
}

function readText(file: string): Promise<Uint8Array | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}
