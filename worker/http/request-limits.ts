/**
 * What one client may ask for in a minute, where no cache answers. The bindings of wrangler.toml
 * enforce it; this is for the documents.
 */
export const PER_MINUTE = { search: 120, api: 300, absence: 60 } as const
/** `Retry-After` of a request too many, in seconds, and of one that storage did not answer. */
export const RETRY_LIMITED = 60
export const RETRY_UNAVAILABLE = 30
