import type { Entry } from './namespace.ts'

/** What KV takes. https://developers.cloudflare.com/kv/platform/limits/ */
const MOST_KEY_BYTES = 512
const MOST_VALUE_BYTES = 25 * 2 ** 20
const MOST_METADATA_BYTES = 1024

/** What of an entry is more than KV takes, and what to do about it; empty where all fits. */
export function beyondLimits({ key, value, base64, metadata }: Entry): string[] {
  const keyBytes = Buffer.byteLength(key)
  const valueBytes = Buffer.byteLength(value, base64 ? 'base64' : 'utf8')
  const metadataBytes = metadata === undefined ? 0 : Buffer.byteLength(JSON.stringify(metadata))
  return [
    ...(keyBytes > MOST_KEY_BYTES
      ? [`has a key of ${keyBytes} bytes; KV takes ${MOST_KEY_BYTES}, give it a shorter name`]
      : []),
    ...(valueBytes > MOST_VALUE_BYTES
      ? [`has ${(valueBytes / 2 ** 20).toFixed(1)} MiB; KV takes 25, make it smaller`]
      : []),
    ...(metadataBytes > MOST_METADATA_BYTES
      ? [`has metadata of ${metadataBytes} bytes; KV takes ${MOST_METADATA_BYTES}`]
      : []),
  ]
}
