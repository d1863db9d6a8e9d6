import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

it.each([
  ['KV', /\.(?:getWithMetadata|list)\(\s*(?:key|\{)|#kv\./, 'worker/stores/kv.ts'],
  ['D1', /\.(?:prepare|batch)\(/, 'worker/stores/d1.ts'],
  ['dates', /Intl\.DateTimeFormat\(locale/, 'content/model/date.ts'],
  ['article addresses', /`\/article\//, 'content/model/path.ts'],
  ['article keys', /'article:'/, 'content/model/key.ts'],
])('has %s in one file', (_what, pattern, home) => {
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
