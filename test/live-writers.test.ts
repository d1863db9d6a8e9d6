import { expect, it } from 'vitest'
import type { LiveEdit } from '../content/desk/updates/live-edit.ts'
import { withEdits } from '../content/desk/updates/live-edit.ts'
import { ANY_CLOCK_MS, notBefore, RIGHT_CLOCK_MS } from '../content/desk/updates/not-before.ts'
import { type LiveStore, putEdits } from '../content/desk/updates/put-edits.ts'
import { liveKey } from '../content/model/key.ts'
import type { Update } from '../content/model/live-updates.ts'
import { centreOf, type Version } from './data-centre.ts'
import { anUpdate } from './live-story.ts'

/**
 * Two editors who write one live story at the same time, each at a data centre that sees a put up to a
 * minute late. Time is simulated: it goes on when everybody waits.
 */
const START = Date.parse('2026-03-05T20:00:00Z')
const MAX_DELAY_MS = 60_000
const KEY = liveKey('final')

class World {
  now = START
  readonly history: Version[] = []
  #sleepers: { at: number; wake: () => void }[] = []
  readonly #random: () => number

  readonly #delay: number

  /** @param delay how late a data centre may see a put, at most */
  constructor(seed: number, delay = MAX_DELAY_MS) {
    this.#delay = delay
    let state = seed
    this.#random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
  }

  random = (most: number) => Math.floor(this.#random() * most)

  sleep = (ms: number) =>
    new Promise<void>((wake) => {
      this.#sleepers.push({ at: this.now + ms, wake })
    })

  /** Of two puts the later one wins, everywhere in the end. */
  put(key: string, value: string, own: number): void {
    const seenFrom = [0, 1].map((centre) =>
      centre === own ? this.now : this.now + this.random(this.#delay),
    )
    const before = this.history.findLast((version) => version.key === key)
    const last = before?.seenFrom ?? [0, 0]
    const inOrder = seenFrom.map((at, centre) => Math.max(at, last[centre] ?? 0))
    this.history.push({ key, value, metadata: null, seenFrom: inOrder })
  }

  storeAt(centre: number): LiveStore {
    const kv = { get: async () => this.history } as never
    return {
      get: async (key) => {
        const seen = await centreOf(kv, centre, this.now).getWithMetadata(key, 'text' as never)
        return seen.value === null
          ? null
          : new TextDecoder().decode(seen.value as unknown as ArrayBuffer)
      },
      put: async (key, text) => this.put(key, text, centre),
      putParts: async () => undefined,
      sleep: this.sleep,
      now: () => this.now,
    }
  }

  /** Until nobody waits any more. */
  async run(work: Promise<unknown>): Promise<void> {
    let isDone = false
    const done = work.then(() => {
      isDone = true
    })
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      const next = this.#sleepers.sort((one, other) => one.at - other.at).shift()
      if (next) {
        this.now = Math.max(this.now, next.at)
        next.wake()
      }
    }
    await done
  }

  value(at: number): Update[] {
    const last = this.history.findLast((version) => (version.seenFrom[0] ?? 0) <= at)
    return JSON.parse(last?.value ?? '[]') as Update[]
  }
}

const added = (id: string, at: number): LiveEdit => ({
  id,
  wanted: anUpdate(id, at) as Update,
  before: null,
})

/** Each editor writes as many updates, one after the other, at any distance. */
async function evening(seed: number, count: number, checks?: number[]) {
  const world = new World(seed)
  const editor = async (centre: number, name: string) => {
    const checking: Promise<unknown>[] = []
    for (let number = 1; number <= count; number += 1) {
      await world.sleep(2000 + world.random(40_000))
      const edit = added(`${name}-${number}`, world.now)
      const story = { id: 'final', parts: 0 }
      checking.push(putEdits(world.storeAt(centre), story, [edit], async () => {}, checks))
    }
    await Promise.all(checking)
  }
  await world.run(Promise.all([editor(0, 'reem'), editor(1, 'omar')]))
  return world
}

const wanted = (count: number) =>
  ['omar', 'reem'].flatMap((name) =>
    Array.from({ length: count }, (_, index) => `${name}-${index + 1}`),
  )

it('nothing that two editors put is lost: what is missing is put again', async () => {
  let lostWithout = 0
  for (let seed = 1; seed <= 60; seed += 1) {
    const world = await evening(seed, 6)
    const ids = world.value(world.now + MAX_DELAY_MS).map(({ id }) => id)
    expect(ids.toSorted(), `seed ${seed}`).toEqual(wanted(6).toSorted())
    const without = await evening(seed, 6, [])
    lostWithout += 12 - without.value(without.now + MAX_DELAY_MS).length
  }
  // Without the checks it would be.
  expect(lostWithout).toBeGreaterThan(60)
})

it('two updates of the same moment are both there 90 s after the last put', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const world = new World(seed, 40_000)
    const put = async (centre: number, id: string) => {
      await world.sleep(world.random(2000))
      const story = { id: 'final', parts: 0 }
      await putEdits(world.storeAt(centre), story, [added(id, world.now)])
    }
    await world.run(Promise.all([put(0, 'reem'), put(1, 'omar')]))
    const ids = (seconds: number) => world.value(START + seconds * 1000).map(({ id }) => id)
    expect(ids(100 + 40).toSorted(), `seed ${seed}`).toEqual(['omar', 'reem'])
  }
})

it('an editor’s later change stays, and what another deleted on purpose is not edited', () => {
  const old = anUpdate('a', START, 'قديم') as Update
  const mine = { ...old, body: ['لي'] }
  const theirs = { ...old, body: ['لغيري'] }
  const edit: LiveEdit = { id: 'a', wanted: mine, before: old }
  expect(withEdits([old], [edit])).toEqual([mine])
  expect(withEdits([theirs], [edit])).toEqual([theirs])
  expect(withEdits([mine], [edit])).toEqual([mine])
  const deletion: LiveEdit = { id: 'a', wanted: null, before: old }
  expect(withEdits([old], [deletion])).toEqual([])
  expect(withEdits([theirs], [deletion])).toEqual([theirs])
  expect(withEdits([], [deletion])).toEqual([])
})

it.each([
  ['the clock is right', '2026-03-05T22:40:00+03:00', '2026-03-05T22:39:00+03:00', 0],
  ['the clock went back by ten minutes', '2026-03-05T22:30:00+03:00', '2026-03-05T19:40:00Z', 601],
  ['the newest one is of the same second', '2026-03-05T22:40:00+03:00', '2026-03-05T19:40:00Z', 1],
  ['the newest one is of tomorrow', '2026-03-05T22:40:00+03:00', '2026-03-06T22:40:00+03:00', 0],
  ['the site is west of Greenwich', '2026-03-05T16:30:00-03:30', '2026-03-05T20:05:00Z', 301],
])('a new update is not below the newest one: %s', (_when, now, newest, seconds) => {
  const at = notBefore(now, [{ at: newest }], ANY_CLOCK_MS)
  expect(Date.parse(at) - Date.parse(now)).toBe(seconds * 1000)
  expect(at.slice(19)).toBe(now.slice(19))
})

it('a new update does not wait for one that was written ahead, where the clock is right', () => {
  const now = '2026-03-05T22:30:00+03:00'
  const updates = [{ at: '2026-03-05T22:40:00+03:00' }, { at: '2026-03-05T22:30:20+03:00' }]
  expect(notBefore(now, updates, RIGHT_CLOCK_MS)).toBe('2026-03-05T22:30:21+03:00')
})

it('puts no two values within a second', async () => {
  const world = new World(5)
  const put: number[] = []
  const store = world.storeAt(0)
  const counted = {
    ...store,
    put: async (key: string, text: string) => {
      put.push(world.now)
      // Another editor, who knew of nothing, overwrites it at once.
      await store.put(key, put.length < 3 ? '[]' : text)
    },
  }
  const story = { id: 'final', parts: 0 }
  await world.run(putEdits(counted, story, [added('a', START)], async () => {}, [0, 60_000]))
  expect(put).toHaveLength(3)
  expect(put.every((at, index) => index === 0 || at - (put[index - 1] ?? 0) >= 1000)).toBe(true)
  expect(world.history.every(({ key }) => key === KEY)).toBe(true)
})
