import type { Entry } from './namespace.ts'

/** https://developers.cloudflare.com/kv/platform/limits/ */
const MAX_KEY_BYTES = 512
const MAX_VALUE_BYTES = 25 * 2 ** 20
const MAX_METADATA_BYTES = 1024

/** The limits of KV that an entry exceeds, and what to do; empty when there are none. */
export function kvLimitProblems({ key, value, base64, metadata }: Entry): string[] {
  const keyBytes = Buffer.byteLength(key)
  const valueBytes = Buffer.byteLength(value, base64 ? 'base64' : 'utf8')
  const metadataBytes = metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata))
  return [
    ...(keyBytes > MAX_KEY_BYTES
      ? [`has a key of ${keyBytes} bytes; KV takes ${MAX_KEY_BYTES}, choose a shorter name`]
      : []),
    ...(valueBytes > MAX_VALUE_BYTES
      ? [`has ${(valueBytes / 2 ** 20).toFixed(1)} MiB; KV takes 25, make it smaller`]
      : []),
    ...(metadataBytes > MAX_METADATA_BYTES
      ? [`has metadata of ${metadataBytes} bytes; KV takes ${MAX_METADATA_BYTES}`]
      : []),
  ]
}
