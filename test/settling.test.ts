import { describe, expect, it } from 'vitest'
import { type CataloguedRevision, decide } from '../worker/catalogue/settle.ts'

/**
 * Eight data centres that see each put up to two minutes late, each in its own time; readers open the
 * article anywhere, sync runs every two minutes somewhere. Only the order of what the catalogue takes
 * is simulated; the rule is the worker's own.
 */
const CENTRES = 8
const MAX_DELAY_MS = 120_000
const PUT_EVERY_MS = 100_000
const READ_EVERY_MS = 1_500
const SYNC_EVERY_MS = 120_000

interface Put {
  version: number
  at: number
  isStamped: boolean
  /** A deletion. */
  isGone: boolean
  /** When each centre begins to see it. */
  seenFrom: number[]
}

function simulate(seed: number, settleMs: number, mix: { stamped: number; gone: number }) {
  const random = randomFrom(seed)
  const chance = (share: number) => random() < share
  const puts: Put[] = Array.from({ length: 12 }, (_, index) => {
    const at = (index + 1) * PUT_EVERY_MS * (0.2 + random())
    return {
      version: index + 1,
      at,
      isStamped: chance(mix.stamped),
      isGone: chance(mix.gone),
      seenFrom: [],
    }
  })
  puts.sort((one, other) => one.at - other.at)
  puts.forEach((put, index) => {
    put.version = index + 1
    put.seenFrom = Array.from({ length: CENTRES }, () => put.at + random() * MAX_DELAY_MS)
  })
  const end = (puts.at(-1)?.at ?? 0) + 10 * SYNC_EVERY_MS
  let held: (CataloguedRevision & { version: number }) | null = null
  let removedAt: number | null = null
  let known = 0
  let regressions = 0

  function look(by: 'reader' | 'sync', now: number): void {
    const centre = Math.floor(random() * CENTRES)
    const put = puts.findLast(({ seenFrom }) => (seenFrom[centre] ?? 0) <= now)
    const seen =
      put && !put.isGone
        ? {
            revision: `v${put.version}`,
            stamp: put.isStamped ? { revision: `v${put.version}`, at: put.at } : null,
          }
        : null
    const verdict = decide({ row: held, removedAt, seen, by, now, settleMs })
    const version = put?.version ?? 0
    if (verdict === 'apply' || verdict === 'remove') {
      if (version < known) regressions += 1
      known = Math.max(known, version)
    }
    if (verdict === 'apply' && seen) {
      held = { revision: seen.revision, stampedAt: seen.stamp?.at ?? null, changedAt: now, version }
      removedAt = null
    }
    if (verdict === 'remove') {
      held = null
      removedAt = now
    }
  }

  for (let now = 0; now < end; now += READ_EVERY_MS) {
    look('reader', now)
    if (now % SYNC_EVERY_MS < READ_EVERY_MS) look('sync', now)
  }
  const last = puts.at(-1)
  return {
    regressions,
    ends: held === null ? null : (held as { version: number }).version,
    last: last?.isGone ? null : last?.version,
  }
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1)
const MIXES = [
  ['raw puts', { stamped: 0, gone: 0 }, 1000],
  ['raw puts and deletions', { stamped: 0, gone: 0.3 }, 1000],
  // Stamps keep their order by themselves; only absences go back and forth.
  ['stamped puts', { stamped: 1, gone: 0 }, 10],
  ['all kinds', { stamped: 0.5, gone: 0.2 }, 1000],
] as const

describe.each(MIXES)('%s over eight data centres', (_what, mix, least) => {
  it('never go back, and end with the last one', () => {
    for (const seed of SEEDS) {
      const { regressions, ends, last } = simulate(seed, 120_000, mix)
      expect({ seed, regressions, ends }).toEqual({ seed, regressions: 0, ends: last })
    }
  })

  it('would go back and forth without the rule', () => {
    const total = SEEDS.reduce((sum, seed) => sum + simulate(seed, 0, mix).regressions, 0)
    expect(total).toBeGreaterThan(least)
  })
})

describe('a clock that was ahead', () => {
  const NOW = Date.parse('2026-03-05T12:00:00Z')
  const HOUR = 3_600_000
  const row = (stampedAt: number | null, changedAt: number) => ({
    revision: 'old',
    stampedAt,
    changedAt,
  })
  const seen = (at: number | null) => ({
    revision: 'new',
    stamp: at === null ? null : { revision: 'new', at },
  })
  const verdict = (known: CataloguedRevision | null, at: number | null) =>
    decide({
      row: known,
      removedAt: null,
      seen: seen(at),
      by: 'sync',
      now: NOW,
      settleMs: 120_000,
    })

  it.each([
    ['a correction of what the future stamped', row(NOW + HOUR, NOW - HOUR), NOW - 1000, 'apply'],
    ['an older value than a clock a little ahead', row(NOW + 30_000, NOW), NOW, 'unchanged'],
    ['a value that the future stamped, settled', row(NOW - HOUR, NOW - HOUR), NOW + HOUR, 'apply'],
    ['a value that the future stamped, young', row(NOW - HOUR, NOW - 1000), NOW + HOUR, 'wait'],
    ['a raw correction of what the future wrote', row(null, NOW + HOUR), null, 'apply'],
    ['a stamped correction of what the future wrote', row(null, NOW + HOUR), NOW, 'apply'],
    ['a raw value after one a moment ago', row(null, NOW - 1000), null, 'wait'],
  ] as const)('%s', (_what, known, at, expected) => {
    expect(verdict(known, at)).toBe(expected)
  })
})
