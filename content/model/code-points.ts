/** `U+200F`, or several of them, for characters that nobody can see. */
export function codePoints(characters: string): string {
  return [...characters].map(codePoint).join(', ')
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
