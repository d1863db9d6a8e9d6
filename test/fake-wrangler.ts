import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `wrangler kv …` for the tests: keeps its values in a file, writes down how it was called, and answers
 * as the remote KV does. It runs as a process of its own, in the place of the real one.
 */

export interface Call {
  args: string[]
  /** What was in the file that a bulk command names. */
  file?: unknown
}
export type Store = Record<string, { value: string; metadata?: unknown }>

const { FAKE_WRANGLER: folder = '.', FAKE_FAIL: failing } = process.env
const args = process.argv.slice(2)
const [, object, verb, operand = ''] = args
const isBulk = object === 'bulk'
const file: unknown = isBulk ? JSON.parse(readFileSync(operand, 'utf8')) : undefined
const store: Store = existsSync(join(folder, 'store.json'))
  ? JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8'))
  : {}
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify({ args, file })}\n`)
answer()
writeFileSync(join(folder, 'store.json'), JSON.stringify(store))

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
      const entries = file as { key: string; value: string; metadata?: unknown }[]
      const isLast = failing !== undefined && entries.length >= Number(failing)
      // The first half is there already when it breaks off.
      for (const { key, value, metadata } of entries.slice(
        0,
        isLast ? entries.length / 2 : undefined,
      )) {
        store[key] = { value, metadata }
      }
      if (isLast) fail('A request to the Cloudflare API failed.')
      break
    }
    case 'bulk delete':
      for (const key of file as string[]) delete store[key]
      break
    default:
      fail(`unknown command ${args.join(' ')}`)
  }
}

function fail(message: string): never {
  writeFileSync(join(folder, 'store.json'), JSON.stringify(store))
  console.error(`\u001B[31m✘ [ERROR] ${message}\u001B[0m`)
  process.exit(1)
}
