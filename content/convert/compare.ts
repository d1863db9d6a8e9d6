import { z } from 'zod'
import { body } from '../model/block.ts'
import { figure } from '../model/figure.ts'
import { apiArticlePath, articlePath } from '../model/path.ts'
import { Refusal } from '../model/refusal.ts'
import { indexArchive } from './archive-index.ts'
import { readExport } from './formats/read-export.ts'
import { parseHtml } from './html/body-of-html.ts'
import { shownText } from './html/shown-text.ts'
import type { IndexEntry } from './index-entry.ts'
import type { OldStory } from './old-export.ts'
import { repairText } from './text/repair-text.ts'
import { countOf, missingFrom, visibleText, wordsOf } from './text/words.ts'

export interface Comparison {
  /** Published stories of the export. */
  stories: number
  /** Ids that the site does not answer. */
  missing: string[]
  /** Previous addresses that do not lead to their story. */
  addresses: { from: string; to: string | null; expected: string }[]
  words: { before: number; lost: number }
  /** The stories with the most words that are not on the site. */
  differences: { id: string; before: number; lost: number; missing: string[] }[]
}

const CONCURRENCY = 4
const ANSWER_MS = 30_000
const MOST_DIFFERENCES = 10
const MOST_EXAMPLES = 12
/** What the comparison reads of an answer; links and dates are the site's own affair. */
const answerSchema = z.object({ body, image: figure.optional() })

/** Compares a running site with the export that it came from: each story, and its previous address. */
export async function compare(
  source: string,
  origin: string,
  onCompared: (count: number, total: number) => void = () => undefined,
): Promise<Comparison> {
  const ignore = () => undefined
  const archive = await readExport(source, ignore)
  const index = await indexArchive(archive, () => ignore)
  const result: Comparison = {
    stories: 0,
    missing: [],
    addresses: [],
    words: { before: 0, lost: 0 },
    differences: [],
  }
  const stories = archive.items()[Symbol.asyncIterator]()
  let count = 0
  const work = async () => {
    for (let next = await stories.next(); !next.done; next = await stories.next()) {
      const story = next.value
      if (story.kind !== 'story') continue
      const entry = index.entries.get(story.key)
      if (entry !== undefined && story.status === 'published') {
        await compareStory(story, entry, origin, result)
      }
      count += 1
      onCompared(count, index.entries.size)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return result
}

async function compareStory(
  story: OldStory,
  { id, previousPaths }: IndexEntry,
  origin: string,
  result: Comparison,
): Promise<void> {
  result.stories += 1
  const response = await get(new URL(apiArticlePath(id), origin))
  const answer = response.ok ? answerSchema.safeParse(await response.json()) : null
  if (!answer?.success) {
    result.missing.push(id)
    return
  }
  const { image, body: blocks } = answer.data
  const now = visibleText([...(image ? [{ type: 'figure' as const, ...image }] : []), ...blocks])
  const ignore = () => undefined
  const tree = parseHtml(story.html, { lose: ignore }, story.shortcodes)
  const before = wordsOf(repairText(shownText(tree), ignore))
  const missing = missingFrom(before, wordsOf(now))
  result.words.before += countOf(before)
  result.words.lost += missing.length
  if (missing.length > 0) {
    const examples = missing.slice(0, MOST_EXAMPLES)
    result.differences.push({
      id,
      before: countOf(before),
      lost: missing.length,
      missing: examples,
    })
    result.differences.sort((one, other) => other.lost - one.lost).splice(MOST_DIFFERENCES)
  }
  const [from] = previousPaths
  if (from === undefined) return
  const { status, headers } = await get(new URL(from, origin))
  const to = status === 301 ? headers.get('Location') : null
  const expected = articlePath(id)
  if (to !== expected && from !== expected) result.addresses.push({ from, to, expected })
}

/** @throws Refusal where the site does not answer, also not at the second time */
async function get(url: URL, tries = 2): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
  } catch (error) {
    if (tries > 1) return get(url, tries - 1)
    const why = error instanceof Error ? error.message : String(error)
    const message = `${url.href} does not answer (${why}). Is the site running?`
    throw new Refusal([{ path: '', message }])
  }
}
