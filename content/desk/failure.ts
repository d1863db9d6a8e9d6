/** What went wrong in words for whoever gave the command; shown without a stack, exit status 1. */
export class Failure extends Error {
  override name = 'Failure'
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A full disk, a folder that may not be written: the system's own words are clear. */
export function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
