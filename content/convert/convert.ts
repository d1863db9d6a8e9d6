import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Body } from '../model/block.ts'
import { Refusal } from '../model/refusal.ts'
import { readMarkdownSource } from '../source/markdown-source.ts'
import { writeMarkdown } from '../source/write-markdown.ts'
import { type ArchiveIndex, indexArchive } from './archive-index.ts'
import { type ConvertContext, type Converted, convertStory, problemsOf } from './convert-story.ts'
import { parsePartOfSite } from './existing-site.ts'
import { type FetchOptions, fetchMissing } from './fetch/fetch-missing.ts'
import { readExport } from './formats/read-export.ts'
import type { IndexEntry } from './index-entry.ts'
import { type Entry, Journal } from './journal.ts'
import { Losses, type LossKind } from './losses.ts'
import type { OldExport, OldStory } from './old-export.ts'
import { Pictures } from './pictures.ts'
import { type Report, Reporter } from './report.ts'
import { countOf, missingFrom, visibleText, wordsOf } from './text/words.ts'
import { WholeFiles } from './whole-files.ts'
import { writeSite } from './write-site.ts'

export interface ConvertOptions {
  source: string
  /** The folder of the new site. */
  target: string
  /** Folders with the pictures of the previous site. */
  media: string[]
  timeZone?: string
  language?: string
  /** Reads and writes every entry again, and requests again what the previous site refused. */
  again?: boolean
  /**
   * Fetches the pictures that are missing from the previous site at this address; from the address that
   * the export names where this is empty.
   */
  fetchFrom?: string
  fetchLimits?: FetchOptions['limits']
  onProgress?: (done: number, total: number) => void
  onFetched?: (done: number, total: number) => void
}

/** The folder of the journal, of fetched pictures and of the report, in the site's folder. */
export const RECORDS = 'convert'

/**
 * Writes an export of another system as a folder of Markdown. What an earlier run has done is left as
 * it is, and so is a file that was edited since. Memory does not grow with the length of the texts.
 */
export async function convert(options: ConvertOptions): Promise<Report> {
  const { source, target, fetchFrom } = options
  const run = await startRun(options)
  const { archive, files } = run
  try {
    const report = await writeStories(run)
    writeSite(target, run)
    const origin = fetchFrom === '' ? run.index.origin : fetchFrom
    if (origin === undefined || report.missingPictures.length === 0) return report
    const reasons = await fetchMissing(
      report.missingPictures.map(({ address }) => address),
      {
        origin,
        earlier: run.index.origin,
        folder: join(target, RECORDS, FETCHED),
        refusals: join(target, RECORDS, 'refused.jsonl'),
        again: options.again,
        files,
        onFetched: options.onFetched,
        limits: options.fetchLimits,
      },
    )
    addFetched(run)
    return withReasons(await writeStories(run), reasons)
  } finally {
    run.journal.close()
  }

  function withReasons(report: Report, reasons: Map<string, string>): Report {
    const missingPictures = report.missingPictures.map((missing) => {
      const reason = reasons.get(missing.address)
      return reason === undefined ? missing : { ...missing, reason }
    })
    return { ...report, source, target, system: archive.site.system, missingPictures }
  }
}

const FETCHED = 'fetched'
const NO_ADDRESS =
  'The export does not say where the previous site is; write its address, like --fetch https://old.example.'

interface Run {
  options: ConvertOptions
  archive: OldExport
  index: ArchiveIndex
  context: ConvertContext & { pictures: Pictures }
  name: string
  journal: Journal
  files: WholeFiles
  /** What was found before the stories were read: by key, and of the export as a whole. */
  early: Map<string, Losses>
  wholes: Losses
}

async function startRun(options: ConvertOptions): Promise<Run> {
  const { source, target, media, timeZone, language, fetchFrom } = options
  const wholes = new Losses({ each: true })
  const early = new Map<string, Losses>()
  const loseEarly = (key: string) => {
    const losses = early.get(key) ?? new Losses()
    early.set(key, losses)
    return losses.lose
  }
  const archive = await readExport(source, wholes.lose)
  const index = await indexArchive(archive, loseEarly)
  if (index.entries.size === 0) refuseEmpty(source, wholes)
  if (fetchFrom === '' && index.origin === undefined)
    throw new Refusal([{ path: '', message: NO_ADDRESS }])
  const existing = parsePartOfSite(join(target, 'site.json'))
  const files = new WholeFiles(join(target, RECORDS))
  const pictures = new Pictures(join(target, 'media'), files)
  // A page bundle, or a page that a browser saved, has its pictures beside it.
  const isFolder = statSync(source).isDirectory()
  for (const folder of isFolder ? [source, ...media] : media) pictures.add(folder)
  addFetched({ options, context: { pictures } })
  const name = existing?.name ?? archive.site.name ?? 'الصحيفة'
  const context = {
    index,
    pictures,
    timeZone: timeZone ?? existing?.timeZone ?? 'Asia/Riyadh',
    language: language ?? existing?.language ?? archive.site.language ?? 'ar',
    credit: `أرشيف ${name}`.slice(0, 200),
  }
  const journal = new Journal(join(target, RECORDS, 'journal.jsonl'))
  return { options, archive, index, context, name, journal, files, early, wholes }
}

function refuseEmpty(source: string, { all: [first] }: Losses): never {
  const why = first === undefined ? '' : ` (${first.example})`
  throw new Refusal([{ path: '', message: `${source} has no stories${why}; export it again.` }])
}

function addFetched({
  options,
  context,
}: {
  options: ConvertOptions
  context: { pictures: Pictures }
}) {
  const folder = join(options.target, RECORDS, FETCHED)
  if (existsSync(folder)) context.pictures.add(folder)
}

async function writeStories(run: Run): Promise<Report> {
  const { archive, index, options, wholes } = run
  const reporter = new Reporter(wholes.all)
  let done = 0
  const seen = new Set<string>()
  for await (const item of archive.items()) {
    const entry = item.kind === 'picture' ? undefined : index.entries.get(item.key)
    if (item.kind === 'picture' || entry === undefined || seen.has(item.key)) continue
    seen.add(item.key)
    reporter.add(convertOne(item, entry, run))
    options.onProgress?.(++done, index.entries.size)
  }
  const { source, target } = options
  return reporter.finish({ source, target, system: archive.site.system })
}

/** Kinds that another run, with more pictures or more files, may do without. */
const CURABLE: ReadonlySet<LossKind> = new Set([
  'missing-picture',
  'dead-link',
  'colliding-address',
])

function convertOne(
  story: OldStory,
  entry: IndexEntry,
  { context, journal, files, early, options: { target, again } }: Run,
): Entry {
  const file = join(entry.kind === 'page' ? 'pages' : 'articles', entry.id)
  const source = hashOf(
    JSON.stringify([story, entry, context.timeZone, context.language, context.credit]),
  )
  const known = journal.get(story.key)
  const isDone =
    known !== undefined && known.source === source && existsSync(join(target, known.file))
  if (isDone && !again && !known.losses.some(({ kind }) => CURABLE.has(kind))) return known
  const converted = convertStory(story, entry, context)
  const { name, text, body } = fileOf(file, converted)
  const record: Entry = {
    key: story.key,
    source,
    file: name,
    written: hashOf(text),
    losses: [...(early.get(story.key)?.all ?? []), ...converted.losses],
    missing: converted.missing,
    pictures: [
      ...new Set(
        text.matchAll(/(?:\.\.\/media\/|src: |src=")([^\s)"]+\.(?:jpg|png|webp|avif|gif))/g),
      ),
    ].map(([, src = '']) => src),
    words: compared(converted, body),
    counts: {
      authors: { before: story.authors, after: authorsIn(converted) },
      links: { before: converted.links, after: linksIn(converted) },
    },
  }
  const [problem] = problemsOf(entry.kind, converted.value)
  if (problem) record.problem = problem
  const path = join(target, name)
  const before = readOrNull(path)
  const isOurs =
    before === null || before === text || hashOf(before) === journal.writtenOf(story.key)
  if (!isOurs)
    record.problem = 'was edited after it was converted, or is another article; left as it is'
  else if (before !== text) files.write(path, text)
  if (JSON.stringify(known) !== JSON.stringify(record)) journal.add(record)
  return record
}

/** Markdown; JSON where Markdown would be read as something else. */
function fileOf(file: string, { value }: Converted): { name: string; text: string; body: Body } {
  const markdown = writeMarkdown(value)
  const { value: back, problems } = readMarkdownSource(markdown)
  const isRead = problems.every(({ severity }) => severity === 'warning')
  if (isRead && JSON.stringify(sorted(back)) === JSON.stringify(sorted(value))) {
    return { name: `${file}.md`, text: markdown, body: value.body }
  }
  return { name: `${file}.json`, text: `${JSON.stringify(value, null, 2)}\n`, body: value.body }
}

/** With fields in one order; a table head, for one, stands in another place after reading. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    fields
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}

const MAX_EXAMPLES = 12

function compared({ before, value }: Converted, body: Body): Entry['words'] {
  const image = 'image' in value && value.image ? [{ type: 'figure' as const, ...value.image }] : []
  const [old, now] = [wordsOf(before), wordsOf(visibleText([...image, ...body]))]
  const missing = missingFrom(old, now)
  return {
    before: countOf(old),
    after: countOf(now),
    lost: missing.length,
    missing: missing.slice(0, MAX_EXAMPLES),
  }
}

/** Where the text leads, with the stories that a block of links named. */
function linksIn({ value }: Converted): number {
  const addresses = JSON.stringify(value.body).matchAll(/"(?:href|url)":("(?:[^"\\]|\\.)*")/g)
  const related = 'related' in value ? (value.related ?? []) : []
  return new Set([...[...addresses].map(([, address]) => address), ...related]).size
}

function authorsIn({ value }: Converted): string[] {
  return 'authors' in value ? (value.authors ?? []).map(({ name }) => name) : []
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function readOrNull(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
