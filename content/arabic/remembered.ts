import { setLatest } from './set-latest.ts'

/**
 * The same function, with its latest answers: an isolate of the worker is asked for the same texts again
 * and again. Nobody may change what it returns.
 * @param most how many answers are remembered; then the oldest is dropped
 * @param longest texts with more characters are not remembered
 */
export function remembered<Value>(
  make: (text: string) => Value,
  { most, longest }: { most: number; longest: number },
): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = make(text)
    // A damaged row of a database may hold no text.
    if (typeof text !== 'string' || text.length > longest) return value
    setLatest(known, text, value, most)
    return value
  }
}
