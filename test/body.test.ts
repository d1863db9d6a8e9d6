import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import { parsePage } from '../content/model/page.ts'
import { defaultSite } from '../content/model/site.ts'
import { BodyBlocks } from '../web/components/body.tsx'
import { createContext } from '../web/render/context.ts'

/** Each cases/*.json is a body, the *.html beside it what readers get of it: a new case needs no code. */
const folder = join(import.meta.dirname, 'cases')
const cases = readdirSync(folder).filter((file) => file.endsWith('.json'))

it.each(cases)('renders %s as the file beside it', (file) => {
  const body = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const page = parsePage(JSON.stringify({ title: 'x', body }))
  const context = createContext(defaultSite, '/', 0)
  const html = renderToString(h(BodyBlocks, { body: page.body, context }))
  const expected = readFileSync(join(folder, file.replace('.json', '.html')), 'utf8')
  expect(html.replaceAll('><', '>\n<')).toBe(expected.trimEnd())
})
