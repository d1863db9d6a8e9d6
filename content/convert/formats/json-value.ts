/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Values of a JSON file that anybody may have written. */
export function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** The objects in a list field; everything else in it is left out. */
export function listIn(object: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const list = object[name]
  return Array.isArray(list) ? list.map(record).filter((item) => item !== null) : []
}

export function textIn(object: Record<string, unknown>, name: string): string | undefined {
  const value = object[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
