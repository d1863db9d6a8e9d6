import { describe, expect, it } from 'vitest'
import { parseArticle } from '../content/model/article.ts'
import { slugOf } from '../content/model/id.ts'
import { jsonSchemaOf } from '../content/model/json-schema.ts'
import { anArticle } from './newspaper.ts'

/** Faults that the model takes care of, however the value is put. */
function parsed(fields: Record<string, unknown>) {
  return parseArticle(JSON.stringify(anArticle(fields)))
}

describe('topics are one per slug', () => {
  it.each([
    ['القَمَر', 'القمر'],
    ['#القمر', 'القمر'],
    ['القـــمر', 'القمر'],
    ['#غزة_الآن', 'غزة-الآن'],
    ['NASA', 'nasa'],
    ['#NASA', 'nasa'],
    ['C', 'c'],
    ['C++', 'c-plus-plus'],
    ['C#', 'c-sharp'],
    ['F#', 'f-sharp'],
    ['.NET', 'dot-net'],
    ['NET', 'net'],
    ['Disney+', 'disney-plus'],
    ['Node.js', 'node-js'],
    ['+966', '966'],
    ['الذكاء الاصطناعي، اليوم', 'الذكاء-الاصطناعي-اليوم'],
    ['...', null],
    ['#', null],
    ['😀', null],
  ])('makes of %s the slug %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it.each([
    [['القمر', 'القَمَر'], ['القمر']],
    [
      ['#NASA', 'Nasa', 'مريخ', 'nasa'],
      ['#NASA', 'مريخ'],
    ],
    [
      ['C', 'C++', 'C#', 'c'],
      ['C', 'C++', 'C#'],
    ],
  ])('folds %j into %j', (topics, folded) => {
    expect(parsed({ topics }).topics).toEqual(folded)
  })

  it('refuses a name that has none', () => {
    expect(() => parsed({ topics: ['القمر', '😀'] })).toThrow('topics[1]: has no letters or digits')
  })
})

describe('one-line fields', () => {
  it.each([
    ['سطر\nسطر', 'سطر سطر'],
    ['سطر\r\n\r\nسطر', 'سطر سطر'],
    ['كلمة\tكلمة', 'كلمة كلمة'],
    ['كلمة\u2028كلمة\u2029', 'كلمة كلمة'],
    ['كلمة\u000Bكلمة', 'كلمة كلمة'],
    ['  كلمة   كلمة ', 'كلمة كلمة'],
    ['كلمة\u00A0كلمة', 'كلمة\u00A0كلمة'],
  ])('hold no line break: %j', (text, line) => {
    const { headline, standfirst, authors } = parsed({
      headline: text,
      standfirst: text,
      authors: [{ name: text }],
    })
    expect([headline, standfirst, authors?.[0]?.name]).toEqual([line, line, line])
  })

  it.each(['\n', ' \t ', '\u2028'])('are empty when they hold only white space: %j', (headline) => {
    expect(() => parsed({ headline })).toThrow('headline: is empty; write the headline')
  })

  it('have the same JSON Schema as before', () => {
    const schema = JSON.stringify(jsonSchemaOf('article'))
    expect(schema).toContain('"headline":{"type":"string","minLength":1,"maxLength":300}')
  })
})

describe('slugs', () => {
  it.each([
    // The 120th character is a hyphen.
    ['ab '.repeat(60), 119],
    [`${'كلمات '.repeat(19)}كلماتي ثم`, 120],
    ['x'.repeat(125), 120],
    ['𞤀'.repeat(125), 120],
  ])('end before a hyphen, and fit into a key', (headline, most) => {
    const slug = slugOf(headline)
    expect(slug).toMatch(/[^-]$/)
    expect([...(slug ?? '')].length).toBeLessThanOrEqual(most)
  })
})
