import { join } from 'node:path'
import type { Site } from '../model/site.ts'
import { Failure } from './failure.ts'
import type { Document } from './folder/document.ts'
import { type Folder, readFolder } from './folder/read-folder.ts'
import { Namespace } from './kv/namespace.ts'
import type { LiveSite } from './live/live-site.ts'
import { localOrigin } from './live/local-origin.ts'
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

/** What `npm run serve` gives the local worker as its token and its secret. */
const LOCAL_SECRET = 'local'
/** KV takes up to a minute, the edge another. */
const REMOTE_TIMEOUT_MS = 180_000
const LOCAL_TIMEOUT_MS = 20_000

/** What a command works with: a folder, a KV namespace, and the running site. */
export class Desk {
  readonly folder: string
  readonly namespace: Namespace
  readonly cache = join(ROOT, 'node_modules', '.cache', 'hudhud', 'pictures')
  readonly #options: DeskOptions

  constructor(options: DeskOptions) {
    const { env, remote = false, verbose } = options
    // Locally, each environment has its own store.
    const own = env && !remote ? join(ROOT, '.wrangler', env) : undefined
    const persistTo = options.persistTo ?? own
    this.folder = options.folder
    this.namespace = new Namespace({ remote, env, verbose, persistTo })
    this.#options = options
  }

  /** The folder as this copy of the site gets it: only the live site has an origin for search engines. */
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

  /** The running site; null when its address is unknown. */
  liveSite(site: Pick<Site, 'origin'> | null): LiveSite | null {
    const { remote, env, origin } = this.#options
    // The address of another environment is neither site.origin nor the usual port.
    const own = remote ? site?.origin : localOrigin()
    const address = origin ?? process.env.ORIGIN ?? (env === undefined ? own : undefined)
    if (address === undefined) return null
    return {
      origin: address,
      token: process.env.SYNC_TOKEN ?? (remote ? undefined : LOCAL_SECRET),
      timeoutMs: remote ? REMOTE_TIMEOUT_MS : LOCAL_TIMEOUT_MS,
    }
  }

  /** The same from the site in KV, for commands that need no folder. */
  async liveSiteFromKv(): Promise<LiveSite | null> {
    const { remote, origin, env } = this.#options
    if (!remote || origin || env) return this.liveSite(null)
    const text = (await this.namespace.getTexts(['site'])).get('site')
    return this.liveSite(text === undefined ? null : originIn(text))
  }

  previewSecret(): string {
    const secret = process.env.PREVIEW_SECRET ?? (this.#options.remote ? undefined : LOCAL_SECRET)
    if (secret) return secret
    throw new Failure(
      'PREVIEW_SECRET is not set; set it in your environment to the value that you gave to "wrangler secret put PREVIEW_SECRET".',
    )
  }
}

/** The origin in a value that may be broken: withdrawing an article must not fail because of it. */
function originIn(site: string): Pick<Site, 'origin'> {
  try {
    const { origin } = JSON.parse(site)
    return typeof origin === 'string' ? { origin } : {}
  } catch {
    return {}
  }
}
