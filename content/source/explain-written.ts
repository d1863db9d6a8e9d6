import type { Problem } from '../model/refusal.ts'
import type { Written } from './source.ts'
import { inQuotes } from './yaml-losses.ts'

/** Without them there is no article, page or site. */
const REQUIRED = /(?:^|\.)(?:headline|section|publishedAt|title|name|src|alt|at|kind|text|id)$/

const KINDS: Record<string, string> = {
  object: 'a group of fields',
  boolean: 'true or false',
  number: 'a number',
}

/** A refusal of a value that YAML did not read as the text that was written, in those words. */
export function explainWritten(problem: Problem, value: unknown, written?: Written): Problem {
  const { path, message } = problem
  const text = written?.get(path)
  if (text === undefined) return problem
  if (value === null) {
    const [, advice = 'write a value'] = /; (write .*)$/.exec(message) ?? []
    const or = REQUIRED.test(path) || path.endsWith(']') ? '' : ', or delete the line'
    const what = text === '' ? 'is empty' : `is empty to YAML (${text})`
    return { path, message: `${what}; ${advice}${or}` }
  }
  if (!/^is not a text/.test(message) || /a date with/.test(message)) return problem
  const kind = Array.isArray(value) ? 'a list' : KINDS[typeof value]
  return { path, message: `is ${kind} to YAML; put it in quotes: ${inQuotes(text)}` }
}
