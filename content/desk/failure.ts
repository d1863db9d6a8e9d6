/** An error for the person who ran the command: printed without a stack, exit status 1. */
export class Failure extends Error {
  override name = 'Failure'
}

/** The message of a thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A full disk, a read-only folder: the system's own message is clear. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
