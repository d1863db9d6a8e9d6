/**
 * The fields of an article that refer to another one, with the new id instead of the old one; null
 * when it does not refer to it.
 */
export function rewriteReferences(
  value: unknown,
  from: string,
  to: string,
): { related?: unknown; translations?: unknown } | null {
  if (typeof value !== 'object' || value === null) return null
  const { related, translations } = value as { related?: unknown; translations?: unknown }
  const changed = {
    ...(Array.isArray(related) &&
      related.includes(from) && { related: related.map((id) => (id === from ? to : id)) }),
    ...(isRecord(translations) &&
      Object.values(translations).includes(from) && {
        translations: Object.fromEntries(
          Object.entries(translations).map(([language, id]) => [language, id === from ? to : id]),
        ),
      }),
  }
  return Object.keys(changed).length > 0 ? changed : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
