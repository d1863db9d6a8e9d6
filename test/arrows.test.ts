import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const ROOMS = ['content', 'web', 'worker', 'test']
/** What each room may import of the others. */
const ARROWS: Record<string, (target: string) => boolean> = {
  content: () => false,
  web: (target) => target.startsWith('content/model/') || target === 'dist/build.json',
  worker: (target) => target.startsWith('content/model/') || target.startsWith('web/'),
  test: () => true,
}

interface Import {
  from: string
  target: string
}

function importsOf(room: string): Import[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const from = join(room, file)
      const text = readFileSync(join(root, from), 'utf8')
      return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
        from,
        target: relative(root, resolve(root, dirname(from), path)),
      }))
    })
}

it.each(ROOMS)('lets %s import only what the design allows', (room) => {
  const imports = importsOf(room)
  expect(imports.length).toBeGreaterThan(3)
  const forbidden = imports.filter(
    ({ target }) => !target.startsWith(`${room}/`) && !ARROWS[room]?.(target),
  )
  expect(forbidden).toEqual([])
})

it.each([
  ['KV', /\.(?:getWithMetadata|list)\(\s*(?:key|\{)|#kv\./, 'worker/stores/kv.ts'],
  ['D1', /\.(?:prepare|batch)\(/, 'worker/stores/d1.ts'],
  ['dates', /Intl\.DateTimeFormat\(locale/, 'content/model/date.ts'],
  ['article addresses', /`\/article\//, 'content/model/path.ts'],
  ['article keys', /'article:'/, 'content/model/key.ts'],
])('keeps %s in one file', (_what, pattern, home) => {
  const files = ['content', 'web', 'worker'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(room, file)),
  )
  const found = files.filter((file) => {
    const code = readFileSync(join(root, file), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    return pattern.test(code)
  })
  expect(found).toEqual([home])
})
