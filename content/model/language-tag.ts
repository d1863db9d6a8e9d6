/** Whether `Intl` takes this as a language. It throws for what has the form alone, like `ar-12`. */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
