import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Body } from '../model/block.ts'
import { readMarkdownSource } from '../source/markdown-source.ts'
import { writeMarkdown } from '../source/write-markdown.ts'
import { indexArchive } from './archive-index.ts'
import { type ConvertContext, type Converted, convertStory, problemsOf } from './convert-story.ts'
import { parsePartOfSite } from './existing-site.ts'
import { readExport } from './formats/read-export.ts'
import type { IndexEntry } from './index-entry.ts'
import { type Entry, Journal } from './journal.ts'
import { type Loss, Losses, type LossKind } from './losses.ts'
import type { OldStory } from './old-export.ts'
import { Pictures } from './pictures.ts'
import { type Report, Reporter } from './report.ts'
import { countOf, missingFrom, visibleText, wordsOf } from './text/words.ts'
import { writeSite } from './write-site.ts'

export interface ConvertOptions {
  source: string
  /** The folder of the new site. */
  target: string
  /** Folders with the pictures of the previous site. */
  media: string[]
  timeZone?: string
  language?: string
  /** Reads and writes every entry again, also what an earlier run has done. */
  again?: boolean
  onProgress?: (done: number, total: number) => void
}

/** The folder of the journal and of the report, in the site's folder. */
export const RECORDS = 'convert'

/**
 * Writes an export of another system as a folder of Markdown. What an earlier run has done is left as
 * it is, and so is a file that was edited since. Memory does not grow with the length of the texts.
 */
export async function convert({
  source,
  target,
  media,
  timeZone,
  language,
  again,
  onProgress,
}: ConvertOptions): Promise<Report> {
  const wholes = new Losses()
  const early = new Map<string, Losses>()
  const loseEarly = (key: string) => {
    const losses = early.get(key) ?? new Losses()
    early.set(key, losses)
    return losses.lose
  }
  const archive = await readExport(source, wholes.lose)
  const index = await indexArchive(archive, loseEarly)
  const existing = parsePartOfSite(join(target, 'site.json'))
  const pictures = new Pictures(join(target, 'media'))
  for (const folder of media) pictures.add(folder)
  const name = existing?.name ?? archive.site.name ?? 'الصحيفة'
  const context: ConvertContext = {
    index,
    pictures,
    timeZone: timeZone ?? existing?.timeZone ?? 'Asia/Riyadh',
    language: language ?? existing?.language ?? archive.site.language ?? 'ar',
    credit: `أرشيف ${name}`.slice(0, 200),
  }
  const journal = new Journal(join(target, RECORDS, 'journal.jsonl'))
  const reporter = new Reporter(wholes.all)
  let done = 0
  const seen = new Set<string>()
  for await (const item of archive.items()) {
    const entry = item.kind === 'picture' ? undefined : index.entries.get(item.key)
    if (item.kind === 'picture' || entry === undefined || seen.has(item.key)) continue
    seen.add(item.key)
    const own = early.get(item.key)?.all ?? []
    const record = convertOne(item, entry, {
      context,
      journal,
      target,
      again: again ?? false,
      early: own,
    })
    reporter.add(record)
    onProgress?.(++done, index.entries.size)
  }
  writeSite(target, { archive, index, context, name })
  return reporter.finish({ source, target, system: archive.site.system })
}

/** Kinds that another run, with more pictures or more files, may do without. */
const CURABLE: ReadonlySet<LossKind> = new Set([
  'missing-picture',
  'dead-link',
  'colliding-address',
])

interface Run {
  context: ConvertContext
  journal: Journal
  target: string
  again: boolean
  /** What was found before the story itself was read. */
  early: Loss[]
}

function convertOne(
  story: OldStory,
  entry: IndexEntry,
  { context, journal, target, again, early }: Run,
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
    losses: [...early, ...converted.losses],
    missing: converted.missing,
    pictures: [
      ...new Set(
        text.matchAll(/(?:\.\.\/media\/|src: |src=")([^\s)"]+\.(?:jpg|png|webp|avif|gif))/g),
      ),
    ].map(([, src = '']) => src),
    words: compared(converted, body),
    counts: {
      authors: authorsIn(converted),
      links: (JSON.stringify(body).match(/"href":/g) ?? []).length,
    },
  }
  const [problem] = problemsOf(entry.kind, converted.value)
  if (problem) record.problem = problem
  const path = join(target, name)
  const before = readOrNull(path)
  const isOurs =
    before === null || before === text || (known !== undefined && hashOf(before) === known.written)
  if (!isOurs)
    record.problem = 'was edited after it was converted, or is another article; left as it is'
  else if (before !== text) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
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

const MOST_EXAMPLES = 12

function compared({ before, value }: Converted, body: Body): Entry['words'] {
  const image = 'image' in value && value.image ? [{ type: 'figure' as const, ...value.image }] : []
  const [old, now] = [wordsOf(before), wordsOf(visibleText([...image, ...body]))]
  const missing = missingFrom(old, now)
  return {
    before: countOf(old),
    after: countOf(now),
    lost: missing.length,
    missing: missing.slice(0, MOST_EXAMPLES),
  }
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
