const PREFIX = 'hudhud:'

/** A value stored on this device; null if there is none, or if the reader blocks storage. */
export function getStored(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Stores a value on this device. @returns false if storage is blocked or full */
export function putStored(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value)
    return true
  } catch {
    return false
  }
}
