import { body } from '../../model/block.ts'
import { cutText } from '../../model/cut-text.ts'
import { plainText } from '../../model/plain-text.ts'
import { counted } from '../check/report.ts'
import type { Change, Plan } from './plan.ts'

const MAX_NAMES = 20

/** The plan in words, for an editor. */
export function describePlan({ changes, pictures, skipped, unchanged, onlyInKv }: Plan): string {
  const added = changes.filter(({ previous }) => previous === null)
  const changed = changes.filter(({ previous }) => previous !== null)
  return [
    ...added.map(({ document }) => `new: ${document.file}`),
    ...changed.map(
      (change) => `changed: ${change.document.file}\n${differences(change).join('\n')}`,
    ),
    ...(pictures.length > 0 ? [`pictures: ${counted(pictures.length, 'file')} to upload`] : []),
    ...skipped.map(({ document, reason }) => `not published: ${document.file} ${reason}`),
    ...(onlyInKv.length > 0 ? [`only in KV: ${listed(onlyInKv)}`] : []),
    `${counted(unchanged, 'file')} unchanged${changes.length === 0 ? '; nothing to publish' : ''}`,
  ].join('\n')
}

function listed(names: string[]): string {
  const more = names.length - MAX_NAMES
  return names.slice(0, MAX_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function differences({ previous, text }: Change): string[] {
  const before = fieldsIn(previous?.text ?? '{}')
  if (before === null) return ['  the value in KV is not an article']
  const after = fieldsIn(text) ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const different = names.filter((name) => !isEqual(before[name], after[name]))
  // The name of the share picture is a hash, and follows from other fields: news only if it is alone.
  const written = different.filter((name) => name !== 'share')
  if (different.length > written.length && written.length === 0) return ['  share: another picture']
  return written.map((name) => `  ${name}:${difference(before[name], after[name])}`)
}

function difference(before: unknown, after: unknown): string {
  if (before === undefined) return ` ${shown(after)} added`
  if (after === undefined) return ` ${shown(before)} removed`
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((item) => !before.some((other) => isEqual(other, item)))
    const gone = before.filter((item) => !after.some((other) => isEqual(other, item)))
    if (added.length + gone.length === 0) return ' in another order'
    return [
      ...gone.map((item) => `\n    − ${shown(item)}`),
      ...added.map((item) => `\n    + ${shown(item)}`),
    ].join('')
  }
  return ` ${shown(before)} → ${shown(after)}`
}

function fieldsIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? plainly(value) : (wordsOf(value) ?? plainly(value))
  return text.length > 100 ? `${cutText(text, 100)}…` : text
}

/** Names and values without the marks of JSON: `kind correction, text «…»`. */
function plainly(value: unknown): string {
  if (typeof value === 'string') return `«${value}»`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.map(plainly).join(', ')
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${plainly(inner)}`)
    .join(', ')
}

/** The words of a block, or null for any other value. */
function wordsOf(value: unknown): string | null {
  const block = body.safeParse([value])
  if (!block.success) return null
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : ''
  const words = plainText(block.data).replaceAll('\n', ' / ')
  return type === 'paragraph' ? `«${words}»` : `${type} «${words}»`
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
