import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { validate as validateByReadme } from '@readme/openapi-parser'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveKey, SITE_KEY } from '../content/model/key.ts'
import { PER_MINUTE } from '../worker/http/request-limits.ts'
import { breakingChanges, type OpenApi } from './breaking-changes.ts'
import { type Newspaper, startNewspaper } from './newspaper.ts'

const ROOT = join(import.meta.dirname, '..')
const NOW = { 'Test-Now': '2026-03-20T12:00:00Z' }
const TOKEN = { Authorization: 'Bearer secret' }
let paper: Newspaper
let document: OpenApi

beforeAll(async () => {
  paper = await startNewspaper({ SETTLE_SECONDS: '0', SYNC_TOKEN: 'secret', SYNC_CHANGES: '50' })
  const site = JSON.parse((await paper.kv.get(SITE_KEY)) ?? '{}')
  await paper.kv.put(SITE_KEY, JSON.stringify({ ...site, origin: 'https://hudhud.example' }))
  await paper.put('hoopoe', {
    headline: 'الهدهد: طائر بتاج من ريش',
    standfirst: 'يعرفه الناس من تاجه قبل صوته.',
    publishedAt: '2026-03-05T21:30:00+03:00',
    updatedAt: '2026-03-06T08:00:00+03:00',
    topics: ['طيور'],
    authors: [{ name: 'سلمى العطار', role: 'محررة العلوم' }],
    image: { src: 'hoopoe.jpg', alt: 'هدهد على غصن', width: 1600, height: 1067 },
    body: [
      'يفرد الهدهد تاجه حين يحط.',
      { type: 'heading', text: 'أين يعيش' },
      'في الحقول والبساتين.',
    ],
  })
  await paper.put('nile', {
    headline: 'فيضان النيل',
    section: 'world',
    publishedAt: '2026-03-04T09:00:00Z',
  })
  await paper.put('oud', {
    headline: 'العود',
    section: 'science',
    publishedAt: '2026-03-03T09:00:00Z',
  })
  await paper.put('withdrawn', { status: 'withdrawn' })
  await paper.put('apollo-11', {
    headline: 'ليلة على القمر',
    publishedAt: '2026-03-02T09:00:00Z',
    section: 'culture',
    live: { startedAt: '2026-03-02T09:00:00Z', summary: ['هبطت «النسر».'] },
  })
  const updates = [
    { id: '19690721-0539', at: '1969-07-21T05:39:00+03:00', body: ['فُتح الباب.'] },
    {
      id: '19690721-0556',
      at: '1969-07-21T05:56:00+03:00',
      title: 'أول خطوة',
      kind: 'key',
      body: ['وضع أرمسترونغ قدمه اليسرى على التراب.'],
    },
  ]
  await paper.kv.put(liveKey('apollo-11'), JSON.stringify(updates))
  await syncNow()
  document = (await paper.get('/api/v1/openapi.json', NOW)).json() as OpenApi
})
afterAll(() => paper.close())

async function syncNow() {
  const headers = { ...TOKEN, ...NOW }
  expect((await paper.ask('/api/v1/sync', { method: 'POST', headers })).status).toBe(200)
}

function* operations() {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) yield { path, method, operation }
  }
}

describe('the OpenAPI document', () => {
  it('is valid for three validators', async () => {
    const copy = () => JSON.parse(JSON.stringify(document))
    expect(await validateByReadme(copy())).toMatchObject({ valid: true })
    expect(await new Validator().validate(copy())).toMatchObject({ valid: true })
    const config = await createConfig({
      rules: {
        struct: 'error',
        'no-unresolved-refs': 'error',
        'operation-operationId-unique': 'error',
        'path-parameters-defined': 'error',
        'no-invalid-media-type-examples': 'error',
      },
    })
    expect(await lintFromString({ source: JSON.stringify(document), config })).toEqual([])
  })

  it('has real answers as examples', async () => {
    const examples: Record<string, unknown> = {}
    const page = (await paper.get('/api', NOW)).text
    for (const { path, operation } of operations()) {
      const shown =
        new RegExp(`id="${operation.operationId}".*?(?=</section>)`, 's').exec(page)?.[0] ?? ''
      const [, address] = /<a href="([^"]+)"/.exec(shown) ?? []
      if (address === undefined) continue
      expect(shown, path).toContain(
        `curl --compressed &#39;https://hudhud.example${address}`.replace('&#39;', "'"),
      )
      const answer = await paper.get(address.replaceAll('&amp;', '&'), NOW)
      expect(answer.status, address).toBe(200)
      // The moment at which a sync ends depends on how long it took.
      const example = answer.text.replace(/("lastSync":)"[^"]*"/, '$1"2026-03-20T12:00:00.000Z"')
      examples[operation.operationId] = JSON.parse(example)
    }
    expect(Object.keys(examples).length).toBeGreaterThan(4)
    await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(
      '../worker/routes/api/examples.json',
    )
  })

  it('says so when something disappears or becomes required', () => {
    const spoilt = (spoil: (copy: Record<string, never> & OpenApi) => void) => {
      const copy = JSON.parse(JSON.stringify(document))
      spoil(copy)
      return breakingChanges(document, copy)
    }
    expect(spoilt(() => undefined)).toEqual([])
    expect(spoilt(({ paths }) => delete paths['/topics'])).toEqual(['GET /topics is gone'])
    expect(
      spoilt(({ components }) => delete components.schemas.Summary?.properties?.headline),
    ).toContain('GET /articles: field items[].headline of answer 200 is gone')
    const list = (copy: OpenApi) => copy.paths['/articles']?.get
    expect(spoilt((copy) => list(copy)?.parameters.shift())).toEqual([
      'GET /articles: parameter section is gone',
    ])
    expect(
      spoilt((copy) => list(copy)?.parameters.push({ name: 'key', in: 'query', required: true })),
    ).toEqual(['GET /articles: parameter key has become required'])
    expect(
      breakingChanges(document, { ...document, paths: { ...document.paths, '/more': {} } }),
    ).toEqual([])
  })
})

/** Values of parameters: some right, some wrong. */
const VALUES: Record<string, string[]> = {
  id: ['hoopoe', 'apollo-11', 'nile', 'withdrawn', 'none', '%20', 'Hoopoe'],
  limit: ['1', '2', '100', '0', 'x'],
  section: ['science', 'world', 'none', 'A B'],
  topic: ['طيور', '***'],
  author: ['سلمى العطار', 'none'],
  language: ['ar', 'en', '12'],
  since: ['2026-03-04T00:00:00Z', 'gestern', '19690721-0539'],
  before: ['19690721-0556', '19690721-0556.1', 'x.y'],
  until: ['2026-03-05T00:00:00Z'],
  cursor: ['abc'],
  problems: ['', '1'],
  q: ['الهدهد', 'هد', ''],
}

it('describes every answer: 20 generated requests an operation', async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ ...document, $id: 'api' } as never)
  for (const { path, method, operation } of operations()) {
    const names = operation.parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name)
    const request = fc.record({
      id: fc.constantFrom(...(VALUES.id ?? [])),
      query: fc.uniqueArray(
        fc
          .constantFrom(...names, 'unknown')
          .chain((name) =>
            fc.tuple(fc.constant(name), fc.constantFrom(...(VALUES[name] ?? ['x']))),
          ),
        { maxLength: 3, selector: ([name]) => name },
      ),
      hasToken: fc.boolean(),
      body: fc.constantFrom('', '{}', '{"ids":["nile"]}', '{"ids":1}', '['),
    })
    for (const { id, query, hasToken, body } of fc.sample(request, { numRuns: 20, seed: 7 })) {
      const address = `/api/v1${path.replace('{id}', id)}?${new URLSearchParams(query)}`.replace(
        /\?$/,
        '',
      )
      const headers = { ...NOW, ...(hasToken && TOKEN) }
      const answer = await paper.ask(address, {
        method: method.toUpperCase(),
        headers,
        ...(method === 'post' && { body }),
      })
      if (answer.status === 301) continue
      const name = `${method} ${address}: ${answer.status}`
      const described = operation.responses[answer.status]
      expect(described, name).toBeDefined()
      const type = (answer.headers.get('Content-Type') ?? '').split(';')[0] ?? ''
      expect(Object.keys(described?.content ?? {}), name).toContain(type)
      const pointer = [path, method, 'responses', answer.status, 'content', type, 'schema']
        .map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))
        .join('/')
      const validate = ajv.getSchema(`api#/paths/${pointer}`)
      expect(
        validate?.(answer.json()),
        `${name}\n${JSON.stringify(validate?.errors)}\n${answer.text.slice(0, 400)}`,
      ).toBe(true)
    }
  }
})

it('gives a typed client that compiles and reads a page of articles', async () => {
  // Inside the project, where packages are found, and outside what its own check compiles.
  const folder = join(ROOT, 'test', 'node_modules', '.cache', 'client')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(document))
  await writeFile(join(folder, 'client.ts'), CLIENT)
  const node = (args: string[]) => promisify(execFile)(process.execPath, args, { cwd: folder })
  await node([
    join(ROOT, 'test/client/node_modules/openapi-typescript/bin/cli.js'),
    'openapi.json',
    '-o',
    'api.ts',
  ])
  const options =
    '--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --allowImportingTsExtensions --target es2023 --lib es2023,dom --types'
  const compiled = await promisify(execFile)(
    join(ROOT, 'test/node_modules/.bin/tsc'),
    [...options.split(' '), '', 'client.ts'],
    { cwd: folder },
  ).catch((error) => error)
  expect(compiled.stdout).toBe('')
  const { headlines } = await import(join(folder, 'client.ts'))
  expect(await headlines(paper.origin)).toEqual({
    headlines: ['الهدهد: طائر بتاج من ريش', 'فيضان النيل'],
    hasMore: true,
  })
})

const CLIENT = `
import createClient from 'openapi-fetch'
import type { paths } from './api.ts'

export async function headlines(origin: string) {
  const client = createClient<paths>({ baseUrl: origin + '/api/v1' })
  const { data, error } = await client.GET('/articles', { params: { query: { limit: 2 } } })
  if (error) throw new Error(error.detail)
  const names: string[] = data.items.map(({ headline }) => headline)
  return { headlines: names, hasMore: data.next !== null }
}
`

describe('for programs', () => {
  it('a list leads to its next page in a header that other origins may read', async () => {
    const first = await paper.get('/api/v1/articles?limit=2', NOW)
    const { next } = first.json() as { next: string }
    expect(first.headers.get('Link')).toBe(`</api/v1/articles?limit=2&cursor=${next}>; rel="next"`)
    expect(first.headers.get('Access-Control-Expose-Headers')).toContain('Link')
    const last = await paper.get(`/api/v1/articles?limit=2&cursor=${next}`, NOW)
    expect(last.headers.get('Link')).toBeNull()
  })

  it('the loop of the reference sees each new article once, and asks again with its ETag', async () => {
    const [, code = ''] = /<h2>متابعة الجديد<.*?<code>(.*?)<\/code>/s.exec(
      (await paper.get('/api', NOW)).text,
    ) ?? ['']
    const loop = parseHTML(`<p>${code}</p>`).document.querySelector('p')?.textContent ?? ''
    expect(loop).toContain('https://hudhud.example/api/v1/articles?')
    const seen: string[] = []
    const statuses: number[] = []
    const waits: number[] = []
    /** Seconds in which nothing, one article, and nothing happens. */
    const turns = [
      () => paper.put('late', { headline: 'خبر جديد', publishedAt: '2026-03-20T13:00:00+03:00' }),
      syncNow,
      () => undefined,
    ]
    const fakes = {
      Date: class extends Date {
        override toISOString = () => '2026-03-05T18:30:00.000Z'
      },
      console: { log: (headline: string) => seen.push(headline) },
      fetch: async (url: string, { headers }: { headers: Record<string, string> }) => {
        const answer = await fetch(url.replace('https://hudhud.example', paper.origin), {
          headers: { ...headers, ...NOW },
        })
        statuses.push(answer.status)
        return answer
      },
      setTimeout: async (wake: () => void, wait: number) => {
        waits.push(wait)
        const turn = turns.shift()
        if (turn === undefined) return stop()
        await turn()
        wake()
      },
    }
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => {
      stop = resolve
    })
    const running = new Function(...Object.keys(fakes), `return (async () => {${loop}})()`)
    await Promise.race([running(...Object.values(fakes)), stopped])
    expect(seen).toEqual(['الهدهد: طائر بتاج من ريش', 'خبر جديد'])
    expect(statuses).toContain(304)
    expect(new Set(waits)).toEqual(new Set([60_000]))
  })

  it('the limits are named as wrangler.toml has them, in both documents', async () => {
    const config = await readFile(join(ROOT, 'wrangler.toml'), 'utf8')
    const names = { SEARCH_LIMIT: 'search', API_LIMIT: 'api', ABSENCE_LIMIT: 'absence' } as const
    const bound = [...config.matchAll(/name = "(\w+_LIMIT)"[^[]*limit = (\d+), period = (\d+)/g)]
    expect(bound).toHaveLength(6)
    const { description } = document.info
    const page = (await paper.get('/api', NOW)).text
    for (const [, name, limit, period] of bound) {
      expect(Number(period)).toBe(60)
      expect(Number(limit)).toBe(PER_MINUTE[names[name as keyof typeof names]])
      for (const text of [description, page]) expect(text).toContain(limit)
    }
    for (const text of [description, page]) expect(text).toContain('Retry-After: 60')
  })

  it('partners find each feed, how to credit, and what to do when an article changes', async () => {
    for (const path of ['/api', '/llms.txt', '/']) {
      expect((await paper.get(path, NOW)).text, path).toContain('/partners')
    }
    const { text } = await paper.get('/partners', NOW)
    const links = [...text.matchAll(/href="([^"]*\/(?:feed\.xml|atom\.xml|feed\.json))"/g)]
    const paths = new Set(links.map(([, path = '']) => path))
    expect(paths).toContain('/section/science/feed.json')
    expect(paths).toContain('/corrections/atom.xml')
    for (const path of paths) expect((await paper.get(path, NOW)).status, path).toBe(200)
    expect(text).toContain('href=&quot;https://hudhud.example/article/ID&quot;')
    const both = [...text.matchAll(/<p lang="(ar|en)" dir="(rtl|ltr)">([^<]+)/g)]
    expect(both.length).toBeGreaterThan(12)
    for (const [, language, , words] of both) {
      expect(/\p{Script=Arabic}/u.test(words ?? ''), words).toBe(language === 'ar')
    }
    expect((await paper.get('/partners/', NOW)).headers.get('Location')).toBe('/partners')
    expect((await paper.ask('/partners', { method: 'POST' })).status).toBe(405)
  })

  it('every parameter and operation is described in Arabic too', async () => {
    const { text } = await paper.get('/api', NOW)
    for (const { operation } of operations()) {
      const shown =
        new RegExp(`<section id="${operation.operationId}">.*?</section>`, 's').exec(text)?.[0] ??
        ''
      expect(shown).toMatch(/<h2>[^<]*\p{Script=Arabic}/u)
      for (const [, words = ''] of shown.matchAll(/<dd><p lang="ar" dir="rtl">([^<]*)/g)) {
        expect(words).toMatch(/\p{Script=Arabic}/u)
      }
    }
  })
})
