import type { D1Database } from '@cloudflare/workers-types'
import { parseArticle } from '../content/model/article.ts'
import versions from '../dist/versions.json' with { type: 'json' }
import {
  listedBefore,
  markIndexed,
  partsOfArchive,
  putDocuments,
  type Unindexed,
} from '../worker/catalogue/queries/search-index.ts'
import { noChanges, reconcile } from '../worker/catalogue/reconcile.ts'
import { rowOf } from '../worker/catalogue/row.ts'
import { searchDocumentOf } from '../worker/catalogue/search-document.ts'
import type { SearchState } from '../worker/catalogue/search-state.ts'
import { storedArticle } from '../worker/catalogue/stored.ts'
import { TABLES } from '../worker/catalogue/tables.ts'
import type { Statement } from '../worker/stores/d1.ts'
import { PART } from '../worker/sync/index-search.ts'
import { setState } from '../worker/sync/state.ts'
import { makeTables } from './make-tables.ts'

/** Plausible Arabic articles, the same for the same seed: words, topics and authors as unevenly used as in life. */
const WORDS =
  'الماء المدينة القديمة رجل كتاب طريق الجبل السوق صباح بيت شجرة البحر سفينة نجم قمر شمس ليل نهار حجر باب جدار سور نهر وادي قرية حقل قمح نخلة تمر خبز ملح ذهب فضة نحاس حديد خشب قماش صوف حرير لون خط قلم ورق حرف كلمة جملة لغة شعر قصة لحن عود وتر صوت طائر حصان جمل أسد ثعلب هدهد نحلة عسل زيت زيتون عنب تين رمان ليمون قهوة شاي سكر طبيب مهندس معلم تاجر بحار نجار حداد صائغ كاتب قاض وزير ملك رسول سفير حاكم جندي فلاح راع يبني يكتب يقرأ يسافر يعود يجمع يقسم يزرع يحصد يبيع يشتري يحمل يصنع يرسم يعزف في من إلى على عن مع بين تحت فوق بعد قبل عند حول خلال'.split(
    ' ',
  )
const SECTIONS = ['arab-world', 'world', 'economy', 'science', 'culture', 'sport']
const TOPICS = 2000
const AUTHORS = 300
const FIRST = Date.UTC(2000, 0, 1)
const LAST = Date.UTC(2026, 0, 1)

export interface Generated {
  id: string
  /** The value as an editor would put it. */
  text: string
}

/** @param count how many; they are spread over 26 years, oldest first */
export function* generate(count: number, seed = 1): Generator<Generated> {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  // Zipf's law, roughly: few names are everywhere, most are rare.
  const rank = (limit: number) => Math.floor(limit ** random()) - 1
  const words = (length: number) =>
    Array.from({ length }, () => WORDS[below(WORDS.length)]).join(' ')
  for (let index = 0; index < count; index += 1) {
    const publishedAt = new Date(FIRST + ((LAST - FIRST) * (index + random())) / count)
    const article = {
      headline: words(4 + below(8)),
      standfirst: words(15 + below(15)),
      section: SECTIONS[rank(SECTIONS.length + 1) % SECTIONS.length],
      publishedAt: publishedAt.toISOString(),
      topics: Array.from({ length: 1 + below(8) }, () => `موضوع ${rank(TOPICS)}`),
      authors: [{ name: `كاتب ${rank(AUTHORS)}` }],
      ...(index % 50 === 0 && { language: 'en' }),
      ...(index % 20 === 0 && { related: [`story-${below(index + 1)}`] }),
      ...(index % 5 === 0 && {
        corrections: [{ at: publishedAt.toISOString(), kind: 'correction', text: 'صُحّح رقم.' }],
      }),
      body: Array.from({ length: 3 + below(5) }, () => words(30 + below(40))),
    }
    yield { id: `story-${index}`, text: JSON.stringify(article) }
  }
}

const AT_ONCE = 100

/** Fills a catalogue with generated articles, by the worker's own statements. */
export async function fillCatalogue(d1: D1Database, count: number): Promise<void> {
  await makeTables(d1)
  const revision = '0123456789abcdef'
  let changes = noChanges()
  const flush = async () => {
    const statements = reconcile(changes, LAST)
    if (statements.length > 0) {
      await d1.batch(statements.map(({ sql, params }) => d1.prepare(sql).bind(...params)))
    }
    changes = noChanges()
  }
  for (const { id, text } of generate(count)) {
    const row = rowOf(id, parseArticle(text), { revision, stamp: null }, LAST)
    changes.apply.push({ row, instead: null })
    if (changes.apply.length === AT_ONCE) await flush()
  }
  await flush()
}

/**
 * Fills the search index of a catalogue, by the worker's own statements.
 * @param part how many articles make a part of the archive, see search-state.ts
 */
export async function fillSearchIndex(d1: D1Database, part = PART): Promise<void> {
  const prepare = ({ sql, params }: Statement) => d1.prepare(sql).bind(...params)
  const rowsOf = async <Row>(statement: Statement<Row>) =>
    (await prepare(statement).all<Row>()).results
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const rows: Unindexed[] = await rowsOf(listedBefore(before, AT_ONCE))
    const documents = rows.flatMap(({ position, revision, article }) => {
      const stored = storedArticle(article)
      return stored === null ? [] : [{ position, revision, document: searchDocumentOf(stored) }]
    })
    if (documents.length === 0) break
    await d1.batch([putDocuments(TABLES.search_a, documents), markIndexed(documents)].map(prepare))
    before = documents.at(-1)?.position ?? 0
  }
  const parts = await rowsOf(partsOfArchive(part, false))
  const state: SearchState = {
    active: 'a',
    version: versions.search,
    filling: null,
    parts: parts.map(({ position }) => position),
    partedAt: LAST,
  }
  await prepare(setState('search', JSON.stringify(state), 0)).run()
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
