import { apiArticlePath, articlePath, pagePath } from '../../model/path.ts'
import { canonicalPreviousPath } from '../../model/previous-path.ts'
import { redirectedPath } from '../../model/redirect.ts'
import { type ArchiveIndex, indexArchive } from '../archive-index.ts'
import { readExport } from '../formats/read-export.ts'
import type { IndexEntry } from '../index-entry.ts'
import type { OldExport, OldStory } from '../old-export.ts'
import { answerSchema, differencesOf } from './differences.ts'
import { type Expected, expectedOf } from './expected-story.ts'
import { RunningSite } from './running-site.ts'

export interface Comparison {
  /** Published stories and pages of the export. */
  stories: number
  pages: number
  /** Their addresses at the site that answer nothing. */
  missing: string[]
  /** Previous addresses that do not lead to their story, page or list. */
  addresses: { from: string; to: string | null; expected: string }[]
  /** What a story has otherwise than the conversion wrote it: paragraphs, its headline, its date. */
  texts: { id: string; gone: string[] }[]
  /** Pictures that a story lacks, or that the site does not answer. */
  pictures: { id: string; address: string; why: string }[]
  /** Of the export as a browser shows it: also what the conversion itself left out. */
  words: { before: number; lost: number }
  /** The stories with the most words that are not on the site. */
  differences: { id: string; before: number; lost: number; missing: string[] }[]
}

const CONCURRENCY = 4
const MAX_DIFFERENCES = 10

/** Compares a running site with the export that it came from: each story, picture and previous address. */
export async function compare(
  source: string,
  origin: string,
  onCompared: (count: number, total: number) => void = () => undefined,
): Promise<Comparison> {
  const ignore = () => undefined
  const archive = await readExport(source, ignore)
  const index = await indexArchive(archive, () => ignore)
  const site = new RunningSite(origin)
  const result: Comparison = {
    stories: 0,
    pages: 0,
    missing: [],
    addresses: [],
    texts: [],
    pictures: [],
    words: { before: 0, lost: 0 },
    differences: [],
  }
  const stories = archive.items()[Symbol.asyncIterator]()
  const seen = new Set<string>()
  let done = 0
  const work = async () => {
    for (let next = await stories.next(); !next.done; next = await stories.next()) {
      const story = next.value
      if (story.kind === 'picture' || seen.has(story.key)) continue
      seen.add(story.key)
      const entry = index.entries.get(story.key)
      if (entry !== undefined && isVisible(story)) {
        const expected = expectedOf(story, entry, { archive, index })
        if (story.kind === 'page') await comparePage(expected, entry, site, result)
        else await compareStory(expected, entry, site, result)
      }
      done += 1
      onCompared(done, index.entries.size)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  await compareLists(archive, index, site, result)
  return inOrder(result)
}

/** The answers come in any order. */
function inOrder(result: Comparison): Comparison {
  const { compare: byNumber } = new Intl.Collator('en', { numeric: true })
  const byId = (one: { id: string }, other: { id: string }) => byNumber(one.id, other.id)
  return {
    ...result,
    missing: result.missing.toSorted(byNumber),
    addresses: result.addresses.toSorted((one, other) => byNumber(one.expected, other.expected)),
    texts: result.texts.toSorted(byId),
    pictures: result.pictures.toSorted(byId),
  }
}

/** A scheduled story is not visible before its time. */
function isVisible({ status, publishedAt }: OldStory): boolean {
  return status === 'published' && !(Date.parse(publishedAt ?? '') > Date.now())
}

async function compareStory(
  expected: Expected,
  { id, previousPaths, aliases = [] }: IndexEntry,
  site: RunningSite,
  result: Comparison,
): Promise<void> {
  result.stories += 1
  const response = await site.get(apiArticlePath(id))
  const answer = response.ok ? answerSchema.safeParse(await response.json()) : null
  if (!answer?.success) {
    result.missing.push(articlePath(id))
    return
  }
  const { gone, pictures, words } = differencesOf(expected, answer.data)
  if (gone.length > 0) result.texts.push({ id, gone })
  for (const address of pictures) result.pictures.push({ id, address, why: 'is not in the story' })
  for (const address of await site.deadPictures(answer.data))
    result.pictures.push({ id, address, why: 'is in the story, but the site does not have it' })
  addWords(id, words, result)
  for (const from of [...previousPaths, ...aliases.map(articlePath)])
    await compareAddress(from, articlePath(id), site, result)
}

/** A page has no answer for programs: its paragraphs are looked for in its HTML. */
async function comparePage(
  { paragraphs }: Expected,
  { id, previousPaths }: IndexEntry,
  site: RunningSite,
  result: Comparison,
): Promise<void> {
  result.pages += 1
  const shown = await site.textAt(pagePath(id))
  if (shown === null) {
    result.missing.push(pagePath(id))
    return
  }
  const lines = paragraphs.flatMap((paragraph) => paragraph.split('\n'))
  const gone = lines.filter((line) => !shown.includes(line.replace(/\s+/g, ' ')))
  if (gone.length > 0) result.texts.push({ id: `page:${id}`, gone })
  for (const from of previousPaths) await compareAddress(from, pagePath(id), site, result)
}

/** The addresses of lists and feeds, as far as the patterns name them. */
async function compareLists(
  { site: { categories } }: OldExport,
  { redirects }: ArchiveIndex,
  site: RunningSite,
  result: Comparison,
): Promise<void> {
  const fixed = redirects.map(({ from }) => from).filter((from) => !from.includes(':'))
  const lists = [...categories.keys()].map((slug) => canonicalPreviousPath(`/category/${slug}`))
  for (const from of new Set([...fixed, ...lists])) {
    const expected = redirectedPath(redirects, from)
    if (expected !== null && !expected.startsWith('/page/'))
      await compareAddress(from, expected, site, result)
  }
}

async function compareAddress(
  from: string,
  expected: string,
  site: RunningSite,
  { addresses }: Comparison,
): Promise<void> {
  if (canonicalPreviousPath(expected) === from) return
  // The short addresses of WordPress are parameters of the front page.
  const asked = from.replace(/^\/p\/(\d+)$/, '/?p=$1')
  const { status, headers } = await site.get(asked)
  const to = status === 301 ? headers.get('Location') : null
  if (to === null || canonicalPreviousPath(to) !== canonicalPreviousPath(expected))
    addresses.push({ from: asked, to, expected })
}

function addWords(
  id: string,
  { before, missing }: ReturnType<typeof differencesOf>['words'],
  { words, differences }: Comparison,
): void {
  words.before += before
  words.lost += missing.length
  if (missing.length === 0) return
  differences.push({ id, before, lost: missing.length, missing: missing.slice(0, MAX_EXAMPLES) })
  differences.sort((one, other) => other.lost - one.lost).splice(MAX_DIFFERENCES)
}

const MAX_EXAMPLES = 12
