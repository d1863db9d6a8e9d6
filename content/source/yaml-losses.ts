import { isAlias, isMap, isScalar, isSeq, Lexer, type Node } from 'yaml'
import type { Problem } from '../model/refusal.ts'
import { step } from './places.ts'
import type { SourceProblem } from './source.ts'

/** What YAML does to text without an error: it drops, reinterprets and joins. */

/** Fields whose values are words for programs: a note behind them is only a note. */
const NOTES_ALLOWED =
  /^\s*(?:- )?(?:status|section|placement|breaking|publishedAt|updatedAt|expiresAt|at|kind|language|src|focus|color|width|height):/

/** Tokens of the lexer that stand for no character of the text. */
const MARKER = /^[\u0002\u0018\u001F]$/

/** Text behind ` #`: YAML takes it for a comment, and readers would never see it. */
export function droppedComments(yaml: string): (Problem & { offset: number })[] {
  const dropped: (Problem & { offset: number })[] = []
  let offset = 0
  for (const token of new Lexer().lex(yaml)) {
    if (MARKER.test(token)) continue
    if (token.startsWith('#')) {
      const line = yaml.slice(yaml.lastIndexOf('\n', offset - 1) + 1, offset)
      const isNote = /^#\s/.test(token) && (NOTES_ALLOWED.test(line) || /["'\]}]\s*$/.test(line))
      if (/\S/.test(line) && !isNote) {
        const text = token.length > 40 ? `${token.slice(0, 40)}…` : token
        const message = `is dropped by YAML from here («${text}»), as a comment; put the whole text in quotes`
        dropped.push({ path: '', message, offset })
      }
    }
    offset += token.length
  }
  return dropped
}

/** Values that YAML changes without an error. */
export function reinterpreted(node: Node, path: string, yaml: string): SourceProblem[] {
  const written = textOf(node, yaml)
  const problems: SourceProblem[] = []
  if (isAlias(node) || ('anchor' in node && node.anchor)) {
    const mark = isAlias(node) ? '*' : '&'
    const whole = mark === '&' ? `&${'anchor' in node ? node.anchor : ''} ${written}` : written
    problems.push({
      path,
      message: `begins with ${mark}, which has a meaning in YAML; put it in quotes: ${inQuotes(whole)}`,
    })
  }
  if (isScalar(node) && node.type === 'PLAIN' && written.includes('\n')) {
    problems.push({
      path,
      message: 'continues on the next line, and YAML joins the lines; write it on one line',
      severity: 'warning',
    })
  }
  if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) {
      const here = step(path, isScalar(key) ? String(key.value) : '?')
      if (value !== null) problems.push(...reinterpreted(value, here, yaml))
    }
  }
  if (isSeq<Node>(node)) {
    for (const [index, item] of node.items.entries()) {
      problems.push(...reinterpreted(item, step(path, index), yaml))
    }
  }
  return problems
}

/** A value as it is written. */
export function textOf({ range }: Node, yaml: string): string {
  return yaml.slice(range?.[0] ?? 0, range?.[1] ?? 0)
}

export function inQuotes(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, ' ').trim())
}
