import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../model/refusal.ts'
import type { Lose } from '../losses.ts'
import type { OldExport } from '../old-export.ts'
import { readFeed } from './feed.ts'
import { filesIn } from './folder-files.ts'
import { ghostTables, readGhost } from './ghost.ts'
import { readHtmlFolder } from './html-folder.ts'
import { readJsonFeed } from './json-feed.ts'
import { record } from './json-value.ts'
import { readMarkdownFolder } from './markdown-folder.ts'
import { readWordpress } from './wordpress.ts'

const KNOWN =
  'name a WordPress export (.xml), a Ghost export (.json), a feed (RSS, Atom, JSON Feed), or a folder of HTML or Markdown'

/**
 * Reads an export, whose format is recognised by what is in it. A folder may hold the parts of one
 * export. @throws Refusal when it is none of the formats
 */
export async function readExport(source: string, lose: Lose): Promise<OldExport> {
  const isFolder = (await stat(source).catch(refuseMissing(source))).isDirectory()
  return isFolder ? readFolder(source, lose) : readFiles([source], lose)
}

async function readFolder(folder: string, lose: Lose): Promise<OldExport> {
  const direct = (await readdir(folder)).filter((file) => /\.(?:xml|json)$/i.test(file)).sort()
  const feeds: string[] = []
  for (const file of direct)
    if (/^(?:wordpress|feed|ghost|json-feed)$/.test(await formatOf(join(folder, file))))
      feeds.push(join(folder, file))
  if (feeds.length > 0) return readFiles(feeds, lose)
  if ((await filesIn(folder, /\.(?:md|markdown)$/i)).length > 0)
    return readMarkdownFolder(folder, lose)
  if ((await filesIn(folder, /\.x?html?$/i)).length > 0) return readHtmlFolder(folder, lose)
  return refuse(`${folder} has no stories; ${KNOWN}.`)
}

async function readFiles(files: string[], lose: Lose): Promise<OldExport> {
  const [first = ''] = files
  const format = await formatOf(first)
  if (format === 'wordpress') return readWordpress(files, lose)
  if (format === 'feed') return readFeed(files, lose)
  if (/^(?:ghost|json-feed|json)$/.test(format)) return readJson(first)
  return refuse(`${first} ${OTHER_FILES[format] ?? 'is not an export'}; ${KNOWN}.`)
}

const OTHER_FILES: Partial<Record<Format, string>> = {
  empty: 'is empty',
  packed: 'is packed; unpack it first',
  html: 'is a page of HTML, and the folder around it is the export',
}

async function readJson(file: string): Promise<OldExport> {
  let json: Record<string, unknown> | null
  try {
    json = record(JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, '')))
  } catch (error) {
    return refuse(
      `${file} is not JSON (${error instanceof Error ? error.message : error}); export it again.`,
    )
  }
  const ghost = json && ghostTables(json)
  if (ghost) return readGhost(ghost)
  if (json && Array.isArray(json.items)) return readJsonFeed(json)
  return refuse(`${file} is neither a Ghost export nor a JSON Feed; ${KNOWN}.`)
}

/** `json` is any other: a site of Hugo or Eleventy has some in its folder. */
type Format =
  | 'wordpress'
  | 'feed'
  | 'ghost'
  | 'json-feed'
  | 'json'
  | 'empty'
  | 'packed'
  | 'html'
  | 'unknown'

/** By the first bytes: the ending says nothing about who wrote an .xml. */
async function formatOf(file: string): Promise<Format> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0)
    const head = buffer.toString('latin1', 0, bytesRead)
    if (bytesRead === 0) return 'empty'
    if (/^(?:PK\x03\x04|\x1F\x8B|BZh|Rar!|7z\xBC\xAF)/.test(head)) return 'packed'
    if (/xmlns:wp=|<wp:wxr_version>/.test(head)) return 'wordpress'
    if (/<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]/i.test(head)) return 'feed'
    if (/<!doctype html|<html[\s>]/i.test(head)) return 'html'
    if (!/^(?:\u00EF\u00BB\u00BF)?\s*\{/.test(head)) return 'unknown'
    if (/jsonfeed\.org/.test(head)) return 'json-feed'
    if (/"(?:db|posts|exported_on)"\s*:/.test(head)) return 'ghost'
    return /"items"\s*:/.test(head) ? 'json-feed' : 'json'
  } finally {
    await handle.close()
  }
}

function refuseMissing(source: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT') refuse(`${source} does not exist; ${KNOWN}.`)
    throw error
  }
}

function refuse(message: string): never {
  throw new Refusal([{ path: '', message }])
}
