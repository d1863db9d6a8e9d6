/** How long after its publication an article marked as breaking counts as breaking news. */
export const BREAKING_MS = 24 * 3_600_000

/** @param publishedAt milliseconds since 1970, as is the answer */
export function breakingUntil(publishedAt: number): number {
  return publishedAt + BREAKING_MS
}
