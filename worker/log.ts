/** Writes a structured line to the worker's log. */
export function log(message: string, error: unknown, more: Record<string, unknown> = {}): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ message, ...more, error: text }))
}
