import { ar } from './ar.ts'
import { en } from './en.ts'
import type { Strings } from './strings.ts'

const languages: Record<string, Strings> = { ar, en }

/** The interface's words in a language; Arabic if it has none. */
export function stringsFor(language: string): Strings {
  return languages[primary(language)] ?? ar
}

export function hasStrings(language: string): boolean {
  return primary(language) in languages
}

/** The language itself, without its region or script. */
function primary(tag: string): string {
  return tag.split('-')[0] ?? tag
}
