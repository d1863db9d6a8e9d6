import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `wrangler kv …` for the tests: stores its values in a file, writes down how it was called, and answers
 * as the remote KV does. It runs as a process of its own, in the place of the real one.
 */

export interface Call {
  args: string[]
  /** What was in the file that a bulk command names. */
  file?: unknown
}
export type Store = Record<string, { value: string; metadata?: unknown }>

const { FAKE_WRANGLER: folder = '.' } = process.env
const args = process.argv.slice(2)
const [, object, verb, operand = ''] = args
const isBulk = object === 'bulk'
const file: unknown = isBulk ? JSON.parse(readFileSync(operand, 'utf8')) : undefined
const store: Store = existsSync(join(folder, 'store.json'))
  ? JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8'))
  : {}
/** What the next put breaks off with. */
const failing = failureIn(join(folder, 'failures.json'))
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify({ args, file })}\n`)
answer()

function answer(): void {
  switch (`${object} ${verb}`) {
    case 'key list': {
      const prefix =
        args.find((arg) => arg.startsWith('--prefix='))?.slice('--prefix='.length) ?? ''
      const names = Object.keys(store).filter((name) => name.startsWith(prefix))
      console.log(JSON.stringify(names.map((name) => ({ name, metadata: store[name]?.metadata }))))
      break
    }
    case 'bulk get':
      // More than KV takes.
      if ((file as string[]).length > 100) fail('too many keys')
      console.log(
        JSON.stringify(
          Object.fromEntries((file as string[]).map((key) => [key, store[key]?.value ?? null])),
        ),
      )
      break
    case 'bulk put': {
      const entries = file as {
        key: string
        value: string
        base64?: boolean
        metadata?: unknown
      }[]
      // The first half is there already when it breaks off.
      const count = failing === undefined ? entries.length : entries.length / 2
      for (const { key, value, base64, metadata } of entries.slice(0, count)) {
        const text = base64 ? Buffer.from(value, 'base64').toString('utf8') : value
        store[key] = { value: text, metadata }
      }
      save()
      if (failing !== undefined) fail(failing)
      break
    }
    case 'bulk delete':
      for (const key of file as string[]) delete store[key]
      save()
      break
    default:
      fail(`unknown command ${args.join(' ')}`)
  }
}

function failureIn(list: string): string | undefined {
  if (verb !== 'put' || !existsSync(list)) return undefined
  const [next, ...others] = JSON.parse(readFileSync(list, 'utf8'))
  writeFileSync(list, JSON.stringify(others))
  return next
}

/** Moved into its place as a whole: others read it at the same time. */
function save(): void {
  const draft = join(folder, `store-${process.pid}.json`)
  writeFileSync(draft, JSON.stringify(store))
  renameSync(draft, join(folder, 'store.json'))
}

function fail(message: string): never {
  console.error(`\u001B[31m✘ [ERROR] ${message}\u001B[0m`)
  process.exit(1)
}
