import { join } from 'node:path'
import type { Site } from '../model/site.ts'
import { Failure } from './failure.ts'
import type { Document } from './folder/document.ts'
import { type Folder, readFolder } from './folder/read-folder.ts'
import { Namespace } from './kv/namespace.ts'
import type { Live } from './live/live-site.ts'
import { ROOT } from './project-root.ts'

/** The options that every command takes. */
export interface DeskOptions {
  remote?: boolean
  env?: string
  persistTo?: string
  verbose?: boolean
  folder: string
  origin?: string
}

const LOCAL_ORIGIN = 'http://localhost:8787'
/** What `npm run serve` gives the local worker as its token and its secret. */
const LOCAL_SECRET = 'local'
/** KV needs up to a minute, the edge another one. */
const REMOTE_PATIENCE = 180_000
const LOCAL_PATIENCE = 20_000

/** Where an editor works: a folder, a copy of the paper in KV, and the place where readers see it. */
export class Desk {
  readonly folder: string
  readonly namespace: Namespace
  readonly cache = join(ROOT, 'node_modules', '.cache', 'hudhud', 'pictures')
  readonly #options: DeskOptions

  constructor(options: DeskOptions) {
    const { env, remote = false, verbose } = options
    // Locally an environment is a store of its own.
    const own = env && !remote ? join(ROOT, '.wrangler', env) : undefined
    const persistTo = options.persistTo ?? own
    this.folder = options.folder
    this.namespace = new Namespace({ remote, env, verbose, persistTo })
    this.#options = options
  }

  /** The folder as this copy of the paper gets it: only the live one has an address for search engines. */
  async read(): Promise<Folder> {
    const folder = await readFolder(this.folder)
    if (this.#options.env === undefined) return folder
    return {
      ...folder,
      documents: folder.documents.map((document): Document => {
        if (document.kind !== 'site' || document.value === null) return document
        const { origin: _, ...value } = document.value
        return { ...document, value }
      }),
    }
  }

  /** Where readers see it; null where nobody said where that is. */
  live(site: Pick<Site, 'origin'> | null): Live | null {
    const { remote, env, origin } = this.#options
    // Neither the site nor the usual port tells where another copy answers.
    const own = remote ? site?.origin : LOCAL_ORIGIN
    const address = origin ?? process.env.ORIGIN ?? (env === undefined ? own : undefined)
    if (address === undefined) return null
    return {
      origin: address,
      token: process.env.SYNC_TOKEN ?? (remote ? undefined : LOCAL_SECRET),
      patience: remote ? REMOTE_PATIENCE : LOCAL_PATIENCE,
    }
  }

  /** The site in KV, for commands that need no folder. */
  async liveOfKv(): Promise<Live | null> {
    const { remote, origin, env } = this.#options
    if (!remote || origin || env) return this.live(null)
    const text = (await this.namespace.getTexts(['site'])).get('site')
    return this.live(text === undefined ? null : originIn(text))
  }

  previewSecret(): string {
    const secret = process.env.PREVIEW_SECRET ?? (this.#options.remote ? undefined : LOCAL_SECRET)
    if (secret) return secret
    throw new Failure(
      'PREVIEW_SECRET is not set; give the secret that the worker has ("wrangler secret put PREVIEW_SECRET") in the environment',
    )
  }
}

/** The origin in a value that may be no site at all: taking a story back must not fail on that. */
function originIn(site: string): Pick<Site, 'origin'> {
  try {
    const { origin } = JSON.parse(site)
    return typeof origin === 'string' ? { origin } : {}
  } catch {
    return {}
  }
}
