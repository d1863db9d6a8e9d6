import { expect, it } from 'vitest'
import { cacheTag } from '../worker/catalogue/cache-tag.ts'
import { purgeCalls } from '../worker/sync/purge-calls.ts'
import './worker-bytes.ts'

const stale = (purge: 0 | 1, count: number, kind = 'article') =>
  Array.from({ length: count }, (_, index) => ({
    name: `${kind}:name-${purge}-${index}`,
    purge,
    queuedAt: 1,
    sentAt: null,
  }))
const shape = async (purges: number, invalidations: number, allowed: number) =>
  (await purgeCalls([...stale(0, invalidations), ...stale(1, purges)], allowed)).map(
    ({ method, tags, names }) => [method, tags[0] === 'all' ? 'all' : tags.length, names.length],
  )

it.each([
  ['nothing', 0, 0, 3, []],
  [
    'what is no longer visible first',
    1,
    2,
    3,
    [
      ['purge', 1, 1],
      ['invalidate', 2, 2],
    ],
  ],
  ['a hundred tags a call', 0, 250, 3, [100, 100, 50].map((count) => ['invalidate', count, count])],
  ['everything where it takes more than three calls', 0, 301, 3, [['invalidate', 'all', 301]]],
  [
    'everything in the calls that purges leave',
    150,
    101,
    3,
    [
      ['purge', 100, 100],
      ['purge', 50, 50],
      ['invalidate', 'all', 101],
    ],
  ],
  [
    'everything, where even purges take more',
    301,
    5,
    3,
    [
      ['purge', 'all', 301],
      ['invalidate', 5, 5],
    ],
  ],
  [
    'purges alone where they take all three calls',
    300,
    5,
    3,
    [100, 100, 100].map((count) => ['purge', count, count]),
  ],
  ['what the allowance has room for', 150, 5, 1, [['purge', 100, 100]]],
  ['nothing without allowance', 5, 5, 0, []],
  ['nothing below it', 5, 5, -1, []],
])('sends %s', async (_what, purges, invalidations, allowed, calls) => {
  expect(await shape(purges, invalidations, allowed)).toEqual(calls)
})

it('sends one tag where everything is due', async () => {
  const all = { name: 'all', purge: 0 as const, queuedAt: 2, sentAt: null }
  const calls = await purgeCalls([...stale(0, 3), all, ...stale(1, 1)], 3)
  expect(calls.map(({ method, tags }) => [method, tags])).toEqual([
    ['purge', [await cacheTag('article', 'name-1-0')]],
    ['invalidate', ['all']],
  ])
  expect(calls[1]?.names).toHaveLength(4)
})
