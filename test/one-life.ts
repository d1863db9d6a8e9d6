import { afterAll, beforeAll, expect } from 'vitest'
import { type Newspaper, startNewspaper } from './newspaper.ts'

export const NOON = '2026-03-10T12:00:00+03:00'
export const BEFORE = '2026-03-10T13:59:59+03:00'
export const AFTER = '2026-03-10T14:00:00+03:00'
export const LATER = '2026-03-11T08:00:00+03:00'
export const SECRET = 'a secret of the tests'

/** The newspaper of the story "life"; set by `startLife()`. */
export let paper: Newspaper

/** Starts it before the first test of the file that calls this, with two stories beside it. */
export function startLife(): void {
  beforeAll(async () => {
    paper = await startNewspaper({
      SETTLE_SECONDS: '0',
      SYNC_CHANGES: '50',
      PREVIEW_SECRET: SECRET,
      SYNC_TOKEN: 'secret',
    })
    await paper.put('neighbour', {
      headline: 'الجار',
      publishedAt: '2026-03-01T10:00:00+03:00',
      topics: ['القمر'],
      related: ['life'],
    })
    await paper.put('elder', {
      headline: 'الأقدم',
      publishedAt: '2026-02-01T10:00:00+03:00',
      topics: ['القمر'],
    })
  })
  afterAll(() => paper.close())
}

/** Puts the story, and syncs at a moment. */
export async function live(fields: Record<string, unknown>, now = NOON): Promise<void> {
  await paper.put('life', {
    headline: 'سيرة خبر',
    publishedAt: '2026-03-10T11:00:00+03:00',
    topics: ['القمر', 'سيرة'],
    authors: [{ name: 'سلمى' }],
    aliases: ['previous-life'],
    ...fields,
  })
  await syncAt(now)
}

export async function syncAt(now: string): Promise<void> {
  const headers = { Authorization: 'Bearer secret', 'Test-Now': now }
  const { status } = await paper.ask('/api/v1/sync', {
    method: 'POST',
    headers,
    body: '{"ids":["life","claimant"]}',
  })
  expect(status).toBe(200)
}
