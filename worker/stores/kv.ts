import type { KVNamespace } from '@cloudflare/workers-types'
import {
  ARTICLE_PREFIX,
  articleKey,
  FRONT_KEY,
  liveKey,
  mediaKey,
  pageKey,
  SITE_KEY,
} from '../../content/model/key.ts'
import { Refusal } from '../../content/model/refusal.ts'
import type { Settings } from '../env.ts'
import type { Meter } from './meter.ts'
import { peek } from './peek.ts'
import { type Revisions, revisionsOf } from './revisions.ts'
import { withTimeout } from './timeout.ts'

/** KV may return a value this old from its cache; 30 is the least that it accepts. */
const CACHE_TTL_SECONDS = 30
/** Enough to tell the type of a picture. */
const HEAD_BYTES = 16
/** An article above this is a mistake (a picture, a whole archive); KV itself would take 25 MiB. */
const MAX_TEXT_BYTES = 1_000_000

/** A write is not cut short: nobody could tell whether it took effect. */
const WRITE_TIMEOUT_MS = 30_000

/** What the publishing commands write into a value's metadata: its revision and when it was put. */
export interface Stamp {
  revision: string
  /** Milliseconds since 1970. */
  at: number
}

export interface KvValue {
  /** A hash of the bytes: the same value has the same revision wherever it is read. */
  revision: string
  stamp: Stamp | null
  /** The value's text. @throws Refusal where it is too large or not UTF-8 */
  text(): string
}

export interface StoredMedia {
  /** The first bytes, which tell the type. */
  head: Uint8Array
  body: ReadableStream<Uint8Array>
  /** As the stamp says; null for what was put raw. */
  revision: string | null
}

export interface Listed {
  id: string
  stamp: Stamp | null
}

/** The one place that touches KV. Every read is bounded in time and throws Unavailable beyond it. */
export class Store {
  readonly #kv: KVNamespace
  readonly #timeoutMs: number
  readonly #meter: Meter

  /** Identifies the namespace, for caches per isolate. Only this class calls it. */
  get namespace(): KVNamespace {
    return this.#kv
  }

  constructor(kv: KVNamespace, { readTimeoutMs }: Settings, meter: Meter) {
    this.#kv = kv
    this.#timeoutMs = readTimeoutMs
    this.#meter = meter
  }

  getSite(): Promise<KvValue | null> {
    return this.#read(SITE_KEY)
  }

  getArticle(id: string): Promise<KvValue | null> {
    return this.#read(articleKey(id))
  }

  /** @param part an older part of the updates, from 1 */
  getLive(id: string, part?: number): Promise<KvValue | null> {
    return this.#read(liveKey(id, part))
  }

  getPage(id: string): Promise<KvValue | null> {
    return this.#read(pageKey(id))
  }

  getSnapshot(): Promise<KvValue | null> {
    return this.#read(FRONT_KEY)
  }

  /** Streamed: a picture may have 25 MiB. */
  async getMedia(name: string): Promise<StoredMedia | null> {
    const { value, metadata } = await this.#measured((options) =>
      this.#kv.getWithMetadata(mediaKey(name), { type: 'stream', ...options }),
    )
    if (value === null) return null
    const started = peek(value as unknown as ReadableStream<Uint8Array>, HEAD_BYTES)
    const { head, body } = await withTimeout(this.#timeoutMs, 'KV stream', started)
    return { head, body, revision: stampIn(metadata)?.revision ?? null }
  }

  /**
   * The only key that the worker writes, so that it never overwrites an editor's put. Sync writes it at
   * most once a run, 720 times a day: the free plan gives 1,000 writes.
   */
  async putSnapshot(json: string): Promise<void> {
    await withTimeout(WRITE_TIMEOUT_MS, 'KV put', this.#kv.put(FRONT_KEY, json))
  }

  /** One page of names (up to 1,000) in the order of their UTF-8 bytes. */
  async listArticles(cursor: string | null): Promise<{ names: Listed[]; next: string | null }> {
    const page = await withTimeout(
      this.#timeoutMs,
      'KV list',
      this.#kv.list({ prefix: ARTICLE_PREFIX, cursor }),
    )
    const names = page.keys.map(({ name, metadata }) => ({
      id: name.slice(ARTICLE_PREFIX.length),
      stamp: stampIn(metadata),
    }))
    return { names, next: page.list_complete ? null : page.cursor }
  }

  async #read(key: string): Promise<KvValue | null> {
    const { value, metadata } = await this.#get(key)
    return value === null ? null : await stored(value, metadata, revisionsOf(this.#kv), key)
  }

  #get(key: string) {
    return this.#measured((options) =>
      this.#kv.getWithMetadata(key, { type: 'arrayBuffer', ...options }),
    )
  }

  async #measured<Got>(get: (options: { cacheTtl: number }) => Promise<Got>): Promise<Got> {
    const from = performance.now()
    this.#meter.kvReads += 1
    try {
      return await withTimeout(this.#timeoutMs, 'KV get', get({ cacheTtl: CACHE_TTL_SECONDS }))
    } finally {
      this.#meter.kvMs += performance.now() - from
    }
  }
}

async function stored(
  bytes: ArrayBuffer,
  metadata: unknown,
  revisions: Revisions,
  key: string,
): Promise<KvValue> {
  const revision = await revisions.of(key, bytes)
  const stamp = stampIn(metadata)
  // A value that is too large is not held in memory only to refuse it later.
  const text = bytes.byteLength > MAX_TEXT_BYTES ? refusing(bytes.byteLength) : reading(bytes)
  return { revision, stamp: stamp?.revision === revision ? stamp : null, text }
}

function refusing(length: number): () => never {
  const megabytes = (length / 1_000_000).toFixed(1)
  const message = `has ${megabytes} MB; divide it, an article may have 1 MB`
  return () => {
    throw new Refusal([{ path: '', message }])
  }
}

function reading(bytes: ArrayBuffer): () => string {
  return () => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      const message = 'is not UTF-8 text; put JSON, saved as UTF-8'
      throw new Refusal([{ path: '', message }])
    }
  }
}

/** Metadata may be anything an editor typed: what is no stamp counts as none. */
function stampIn(metadata: unknown): Stamp | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  const { rev, at } = metadata as { rev?: unknown; at?: unknown }
  if (typeof rev !== 'string' || typeof at !== 'string') return null
  const moment = Date.parse(at)
  return /^[0-9a-f]{16}$/.test(rev) && !Number.isNaN(moment) ? { revision: rev, at: moment } : null
}
