import type { Env } from '../env.ts'

/** Thrown where a client asked too often. */
export class RateLimited extends Error {
  override name = 'RateLimited'
}

/** What is limited, each by a binding of its own; `env.ts` has the numbers. */
type Kind = 'search' | 'api' | 'absence'

/** The period of the bindings. */
const PERIOD_MS = 60_000
const MAX_SUSPECTS = 1000

/** Clients over the limit of absent addresses, and until when they are asked to prove themselves. */
const suspects = new Map<string, number>()

/** The limits of one client. Without a binding, or a client to count, nothing is limited. */
export class RateLimiter {
  readonly #bindings: Record<Kind, Env['API_LIMIT']>
  readonly #client: string | null
  readonly #now: number

  /** @param address the client's IP address; null where there is none, as locally */
  constructor(env: Env, address: string | null, now: number) {
    this.#bindings = {
      search: env.SEARCH_LIMIT,
      api: env.API_LIMIT,
      absence: env.ABSENCE_LIMIT,
    }
    this.#client = address && clientOf(address)
    this.#now = now
  }

  /** Counts a request. @throws RateLimited where it is one too many */
  async count(kind: Kind): Promise<void> {
    const binding = this.#bindings[kind]
    if (binding === undefined || this.#client === null) return
    const { success } = await binding.limit({ key: this.#client })
    if (success) return
    if (kind === 'absence') this.#suspect(this.#client)
    throw new RateLimited(`too many requests: ${kind}`)
  }

  /**
   * Whether the client was over the limit of absent addresses a moment ago. For others KV and D1 are
   * asked at once; for this one D1 waits for what KV says.
   */
  get isSuspect(): boolean {
    return this.#client !== null && (suspects.get(this.#client) ?? 0) > this.#now
  }

  #suspect(client: string): void {
    if (suspects.size >= MAX_SUSPECTS) suspects.clear()
    suspects.set(client, this.#now + PERIOD_MS)
  }
}

/** One household or one carrier's gateway: an IPv4 address, or the first 64 bits of an IPv6 address. */
function clientOf(address: string): string {
  if (!address.includes(':')) return address
  const [start = '', end] = address.split('::')
  const groups = start.split(':').filter(Boolean)
  const rest = end?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':')
}
