/** The names of the bindings of a KV namespace and a D1 database, of which a test's worker has several. */
export interface StoreNames {
  content: string
  catalogue: string
}

/** @param number the first, 0, are those that the worker itself knows */
export function numberedStores(number: number): StoreNames {
  const suffix = number === 0 ? '' : `_${number}`
  return { content: `CONTENT${suffix}`, catalogue: `CATALOGUE${suffix}` }
}
