import type { z } from 'zod'

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, like […]',
  object: 'a group of fields, like { … }',
  record: 'a group of fields, like { … }',
  tuple: 'a list, like […]',
}

/** The message of a rule that brings none of its own. Those of the library are for programmers. */
export function plainMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? `a value of another kind (${issue.expected})`
      return issue.input === undefined ? `is missing; write ${kind}` : `is not ${kind}; write one`
    }
    case 'invalid_value':
      return `is not a known value; write one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `is too short or too small; the least is ${issue.minimum}`
    case 'too_big':
      return `is too long or too large; the most is ${issue.maximum}`
    default:
      return 'is not valid; compare it with the schema at /schema/article.json'
  }
}
