import { body } from '../../model/block.ts'
import { plainText } from '../../model/plain-text.ts'
import { counted } from '../check/report.ts'
import type { Change, Plan } from './plan.ts'

const MOST_NAMES = 20

/** What a plan would change, in words. */
export function describe({ changes, pictures, held, unchanged, onlyInKv }: Plan): string {
  const fresh = changes.filter(({ was }) => was === null)
  const changed = changes.filter(({ was }) => was !== null)
  return [
    ...fresh.map(({ document }) => `new: ${document.file}`),
    ...changed.map(
      (change) => `changed: ${change.document.file}\n${differences(change).join('\n')}`,
    ),
    ...(pictures.length > 0 ? [`pictures: ${counted(pictures.length, 'file')} to put`] : []),
    ...held.map(({ document, why }) => `left alone: ${document.file} ${why}`),
    ...(onlyInKv.length > 0 ? [`only in KV: ${listed(onlyInKv)}`] : []),
    `${counted(unchanged, 'file')} unchanged${changes.length === 0 ? '; nothing to publish' : ''}`,
  ].join('\n')
}

function listed(names: string[]): string {
  const more = names.length - MOST_NAMES
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function differences({ was, text }: Change): string[] {
  const before = fieldsIn(was?.text ?? '{}')
  if (before === null) return ['  what KV holds is no article']
  const after = fieldsIn(text) ?? {}
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !isEqual(before[name], after[name]))
    .map((name) => `  ${name}:${difference(before[name], after[name])}`)
}

function difference(before: unknown, after: unknown): string {
  if (before === undefined) return ` ${shown(after)} is new`
  if (after === undefined) return ` ${shown(before)} goes`
  if (Array.isArray(before) && Array.isArray(after)) {
    const fresh = after.filter((item) => !before.some((other) => isEqual(other, item)))
    const gone = before.filter((item) => !after.some((other) => isEqual(other, item)))
    if (fresh.length + gone.length === 0) return ' another order'
    return [
      ...gone.map((item) => `\n    − ${shown(item)}`),
      ...fresh.map((item) => `\n    + ${shown(item)}`),
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
  const text = typeof value === 'string' ? `«${value}»` : (wordsOf(value) ?? JSON.stringify(value))
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/** The words of a block; null for what is none. */
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
