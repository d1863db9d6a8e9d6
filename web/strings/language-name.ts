/** One for each language of the interface: building one takes long. */
const names = new Map<string, Intl.DisplayNames>()

/**
 * What a language is called in another one: الإنجليزية. The tag itself where `Intl` has no name.
 * @param tag of stories
 * @param language of the interface, one of few
 */
export function languageName(tag: string, language: string): string {
  try {
    const known = names.get(language) ?? new Intl.DisplayNames(language, { type: 'language' })
    names.set(language, known)
    return known.of(tag) ?? tag
  } catch {
    return tag // Not a language tag.
  }
}
