import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import built from '../dist/build.json' with { type: 'json' }

/**
 * The floor: Chrome 90, Safari 15.4, Firefox 100, Samsung Internet 15 (which is Chrome 90). The built
 * scripts use nothing newer without asking for it first. From MDN's browser compatibility data.
 */
const NEWER: Record<string, RegExp> = {
  'Array.findLast (Chrome 97)': /\.findLast(?:Index)?\(/,
  'at (Chrome 92)': /\.at\(/,
  'copying array methods (Chrome 110)': /\.(?:toSorted|toReversed|toSpliced|with)\(/,
  'Array.fromAsync (Chrome 121)': /fromAsync\(/,
  'grouping (Chrome 117)': /\.groupBy\(/,
  'Object.hasOwn (Chrome 93)': /\.hasOwn\(/,
  'structuredClone (Chrome 98)': /structuredClone\(/,
  'set operations (Chrome 122)': /\.(?:isSubsetOf|symmetricDifference|isDisjointFrom)\(/,
  'Promise.withResolvers (Chrome 119)': /withResolvers\(/,
  'AbortSignal.timeout (Chrome 103)': /AbortSignal\.(?:timeout|any)\(/,
  'constructable style sheets (Safari 16.4)':
    /^(?!.*if\(document\.adoptedStyleSheets\)).*(?:new CSSStyleSheet|adoptedStyleSheets)/s,
  'lookbehind (Safari 16.4)': /\(\?<[=!]/,
  'the v flag (Chrome 112)': /\/[a-z]*v[a-z]*[,;)]\s*(?=$)|RegExp\([^)]*,`[a-z]*v/,
  'URL.canParse (Chrome 120)': /URL\.canParse/,
  'bytes to text (Chrome 140)': /\.(?:toBase64|toHex)\(|fromBase64\(/,
  'popover (Chrome 114)': /(?:show|toggle|hide)Popover\(/,
  'scrollend (Chrome 114)': /scrollend/,
  'the property role (Firefox 119)': /\.(?:role|aria[A-Z]\w+)=(?!=)/,
  'instant scrolling (Safari 15.4 has it, Chrome 90 in part)': /[`'"]instant[`'"]/,
  'class static blocks (Chrome 94)': /static\s*\{/,
  'checkVisibility (Chrome 105)': /checkVisibility\(/,
  'crypto.randomUUID (Chrome 92)': /randomUUID\(/,
}

const folder = join(import.meta.dirname, '..', 'dist', 'assets', 'assets')
const SCRIPTS: Record<string, string> = {
  'the head script': built.headScript,
  'the service worker': built.serviceWorker,
  'what switches it off': built.serviceWorkerOff,
}
for (const name of readdirSync(folder)) {
  if (name.endsWith('.js')) {
    SCRIPTS[name.replace(/-[\w-]{8}\.js$/, '')] = readFileSync(join(folder, name), 'utf8')
  }
}

describe.each(Object.entries(SCRIPTS))('%s', (_name, code) => {
  it('uses nothing newer than the floor', () => {
    expect(Object.keys(NEWER).filter((name) => NEWER[name]?.test(code))).toEqual([])
  })
})

it('would be noticed', () => {
  expect(NEWER['Array.findLast (Chrome 97)']?.test('a.findLastIndex((b)=>b)')).toBe(true)
  expect(Object.keys(SCRIPTS).length).toBeGreaterThan(10)
})

describe.each(Object.entries(built.styles))('the style sheet of %s', (_name, css) => {
  it('has colours where light-dark() is not known (Chrome 123)', () => {
    expect(css).not.toContain('light-dark(')
  })
})
