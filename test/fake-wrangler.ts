import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WranglerAnswer } from './lay-out-commands.ts'

/**
 * `wrangler kv …` for the tests: stores its values in a file, writes down how it was called, and answers
 * as the remote KV does.
 */

export interface Call {
  args: string[]
  /** What was in the file that a bulk command names. */
  file?: unknown
}
export type Store = Record<string, { value: string; metadata?: unknown }>

/** @throws nothing: what is wrong is in the answer */
export async function answer(args: string[]): Promise<WranglerAnswer> {
  const { FAKE_WRANGLER: folder = '.' } = process.env
  const [, object, verb, operand = ''] = args
  const file: unknown = object === 'bulk' ? JSON.parse(readFileSync(operand, 'utf8')) : undefined
  const place = join(folder, 'store.json')
  const store: Store = existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {}
  appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify({ args, file })}\n`)
  switch (`${object} ${verb}`) {
    case 'key list': {
      const prefix =
        args.find((arg) => arg.startsWith('--prefix='))?.slice('--prefix='.length) ?? ''
      const names = Object.keys(store).filter((name) => name.startsWith(prefix))
      return json(names.map((name) => ({ name, metadata: store[name]?.metadata })))
    }
    case 'bulk get':
      // More than KV takes.
      if ((file as string[]).length > 100) return failure('too many keys')
      return json(
        Object.fromEntries((file as string[]).map((key) => [key, store[key]?.value ?? null])),
      )
    case 'bulk put': {
      const entries = file as {
        key: string
        value: string
        base64?: boolean
        metadata?: unknown
      }[]
      /** What it breaks off with. */
      const failing = nextFailure(join(folder, 'failures.json'))
      // The first half is there already when it breaks off.
      const count = failing === undefined ? entries.length : entries.length / 2
      for (const { key, value, base64, metadata } of entries.slice(0, count)) {
        const text = base64 ? Buffer.from(value, 'base64').toString('utf8') : value
        store[key] = { value: text, metadata }
      }
      save(place, store)
      return failing === undefined ? DONE : failure(failing)
    }
    case 'bulk delete':
      for (const key of file as string[]) delete store[key]
      save(place, store)
      return DONE
    default:
      return failure(`unknown command ${args.join(' ')}`)
  }
}

const DONE: WranglerAnswer = { code: 0, output: '', errors: '' }

function json(value: unknown): WranglerAnswer {
  return { ...DONE, output: JSON.stringify(value) }
}

function failure(message: string): WranglerAnswer {
  return { ...DONE, code: 1, errors: `\u001B[31m✘ [ERROR] ${message}\u001B[0m` }
}

function nextFailure(list: string): string | undefined {
  if (!existsSync(list)) return undefined
  const [next, ...others] = JSON.parse(readFileSync(list, 'utf8'))
  writeFileSync(list, JSON.stringify(others))
  return next
}

/** Moved into its place as a whole: others read it at the same time. */
function save(place: string, store: Store): void {
  const draft = `${place}-${process.pid}`
  writeFileSync(draft, JSON.stringify(store))
  renameSync(draft, place)
}
