import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

/** What an article leads to: related stories and the next one, the same on its page and in the API. */
let paper: Newspaper
beforeAll(async () => {
  paper = await startNewspaper()
})
afterAll(() => paper.close())

const AT = '2026-03-10T12:00:00Z'
const daysBefore = (days: number) => new Date(Date.parse(AT) - days * 86_400_000).toISOString()

/** Puts exactly these stories; of sections of their own, so that only topics bring them together. */
async function publish(stories: Record<string, Record<string, unknown>>): Promise<void> {
  const { keys } = await paper.kv.list({ prefix: 'article:' })
  await Promise.all(keys.map(({ name }) => paper.kv.delete(name)))
  await paper.get('/', { 'Test-Now': AT })
  await Promise.all(
    Object.entries(stories).map(([id, fields]) =>
      paper.put(id, { section: id, publishedAt: AT, ...fields }),
    ),
  )
  await paper.get('/', { 'Test-Now': AT })
}

interface Neighbours {
  next: { id: string; url: string; headline: string } | null
  related: { id: string; url: string }[]
}

/** By the API; and by the page, which must show the very same. */
async function neighboursOf(id: string, now = AT) {
  const at = { 'Test-Now': now }
  const { neighbours } = (await paper.get(`/api/v1/articles/${id}`, at)).json() as {
    neighbours: Neighbours
  }
  const { text } = await paper.get(`/article/${id}`, at)
  const after = text.slice(text.indexOf('</article>'))
  const linked = (part: string) => [
    ...new Set([...part.matchAll(/href="\/article\/([\w-]+)"/g)].map(([, name]) => name)),
  ]
  const related = neighbours.related.map((story) => story.id)
  const next = neighbours.next?.id ?? null
  const shown = new Set([...related, ...(next ? [next] : [])])
  expect(linked(after).toSorted()).toEqual([...shown].toSorted())
  return { related, next }
}

describe('related stories', () => {
  it('share a topic, a rare one before a common one', async () => {
    const common = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `filler-${index}`,
        { topics: ['السياسة'], publishedAt: daysBefore(400 + index) },
      ]),
    )
    await publish({
      ...common,
      story: { topics: ['السياسة', 'الأفلاج'] },
      'of-common': { topics: ['السياسة'], publishedAt: daysBefore(1) },
      'of-rare': { topics: ['الأفلاج'], publishedAt: daysBefore(1) },
      stranger: { topics: ['الطبخ'], publishedAt: daysBefore(1) },
    })
    const { related } = await neighboursOf('story')
    expect(related.slice(0, 2)).toEqual(['of-rare', 'of-common'])
    expect(related).not.toContain('stranger')
    expect(related).not.toContain('story')
  })

  it('share many topics rather than one', async () => {
    await publish({
      story: { topics: ['القمر', 'الماء', 'الخبز'] },
      one: { topics: ['القمر'] },
      three: { topics: ['القمر', 'الماء', 'الخبز'] },
      two: { topics: ['القمر', 'الماء'] },
    })
    expect((await neighboursOf('story')).related).toEqual(['three', 'two', 'one'])
  })

  it('are near in time where they share the same', async () => {
    await publish({
      story: { topics: ['القمر'] },
      old: { topics: ['القمر'], publishedAt: daysBefore(3000) },
      recent: { topics: ['القمر'], publishedAt: daysBefore(3) },
      older: { topics: ['القمر'], publishedAt: daysBefore(300) },
    })
    expect((await neighboursOf('story')).related).toEqual(['recent', 'older', 'old'])
  })

  it('begin with those that the editor named, in that order, and none twice', async () => {
    await publish({
      story: { topics: ['القمر'], related: ['second', 'hidden', 'first', 'none', 'story'] },
      first: { topics: ['الطبخ'] },
      second: { topics: ['الطبخ'], publishedAt: daysBefore(5000) },
      hidden: { topics: ['القمر'], status: 'draft' },
      near: { topics: ['القمر'] },
    })
    expect((await neighboursOf('story')).related).toEqual(['second', 'first', 'near'])
  })

  it('are four at most, without those that may not be seen', async () => {
    const topics = ['القمر']
    await publish({
      story: { topics },
      ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, { topics }])),
      tomorrow: { topics, publishedAt: daysBefore(-1) },
      expired: { topics, publishedAt: daysBefore(2), expiresAt: daysBefore(1) },
      gone: { topics, status: 'withdrawn' },
    })
    const { related } = await neighboursOf('story')
    expect(related).toHaveLength(4)
    expect(related.filter((id) => 'abcdef'.includes(id))).toEqual(related)
  })
})

describe('the next story', () => {
  const section = 'science'

  it('is the next older one of the section, and after the oldest the newest', async () => {
    await publish({
      c: { section, publishedAt: daysBefore(1) },
      b: { section, publishedAt: daysBefore(2) },
      a: { section, publishedAt: daysBefore(3) },
      elsewhere: { section: 'world', publishedAt: daysBefore(2.5) },
    })
    const walk: (string | null)[] = ['c']
    for (let step = 0; step < 3; step += 1) {
      walk.push((await neighboursOf(walk.at(-1) ?? '')).next)
    }
    expect(walk).toEqual(['c', 'b', 'a', 'c'])
    expect((await neighboursOf('elsewhere')).next).toBeNull()
  })

  it('passes over what may not be seen, from the very moment', async () => {
    await publish({
      c: { section, publishedAt: daysBefore(1) },
      draft: { section, publishedAt: daysBefore(2), status: 'draft' },
      expiring: { section, publishedAt: daysBefore(3), expiresAt: daysBefore(-1) },
      a: { section, publishedAt: daysBefore(4) },
    })
    expect((await neighboursOf('c')).next).toBe('expiring')
    expect((await neighboursOf('c', daysBefore(-1))).next).toBe('a')
  })

  it('is not among the related ones, unless the editor put it there', async () => {
    const topics = ['القمر']
    await publish({
      c: { section, topics, publishedAt: daysBefore(1) },
      b: { section, topics, publishedAt: daysBefore(2) },
      a: { section, topics, publishedAt: daysBefore(3), related: ['c'] },
    })
    expect(await neighboursOf('c')).toEqual({ next: 'b', related: ['a'] })
    expect(await neighboursOf('a')).toEqual({ next: 'c', related: ['c', 'b'] })
  })

  it('is a whole summary, with where it stands', async () => {
    const { neighbours } = (await paper.get('/api/v1/articles/c', { 'Test-Now': AT })).json() as {
      neighbours: Neighbours
    }
    expect(neighbours.next).toMatchObject({
      id: 'b',
      url: '/article/b',
      headline: 'فيضان النيل يبلغ ذروته',
      section: { id: 'science', name: 'العلوم' },
    })
  })
})
