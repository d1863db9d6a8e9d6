import type { Correction } from '../../content/model/article.ts'
import type { OfflineWords } from '../offline/settings.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

/** Every word of the interface. A language is one object of this type, with nothing left out. */
export interface Strings {
  direction: 'rtl' | 'ltr'
  skipToContent: string
  sections: string
  latest: string
  breaking: string
  more: (section: string) => string
  older: string
  newest: string
  published: string
  updated: string
  readingTime: (minutes: number) => string
  topics: string
  share: string
  shareOn: (network: string) => string
  networks: { whatsapp: string; x: string; facebook: string; telegram: string }
  mail: string
  corrections: string
  correctionKinds: Record<Correction['kind'], string>
  related: string
  next: string
  textSize: string
  textSizes: [string, string, string, string, string]
  /** A letter of the language, to show the sizes. */
  textSample: string
  readingSettings: string
  theme: string
  themes: [string, string, string, string]
  face: string
  faces: [string, string]
  spacing: string
  spacings: [string, string, string]
  saver: string
  savers: [string, string]
  showPicture: string
  copyLink: string
  copied: string
  shareSheet: string
  corrected: string
  readHere: string
  arrived: string
  toFooter: string
  gallery: {
    enlarge: string
    title: string
    close: string
    previous: string
    next: string
    /** "2 of 5", with # and ## in the places of the numbers. */
    place: string
  }
  /** In the plural forms of the language; # stands for the number. */
  newStories: Partial<Record<Intl.LDMLPluralRule, string>>
  closeBreaking: string
  emptyFront: string
  emptySection: string
  emptyList: string
  lists: { topic: string; author: string; day: string }
  /** What a search engine says of a list. */
  newestOf: (list: string, paper: string) => string
  archive: string
  previousDay: string
  nextDay: string
  opensAt: (provider: string) => string
  toFront: string
  notFound: { title: string; text: string }
  gone: { title: string; text: string }
  unavailable: { title: string; text: string }
  error: { title: string; text: string }
  preview: string
  requestId: string
  /** The button that saves a story, and what it says where that fails. */
  saving: { save: string; saved: string; failed: string }
  saved: {
    title: string
    /** What the list is; then what else it does while the paper can be read offline. */
    text: string
    offline: string
    empty: string
    /** Before a time: how long ago a story was saved. */
    since: string
    remove: string
    removed: string
  }
  offline: {
    title: string
    text: string
    again: string
    saved: string
    recent: string
    empty: string
    words: OfflineWords
  }
  needsScript: string
  pages: { about: string; contact: string; 'corrections-policy': string }
  publishedBy: (publisher: string) => string
}

const languages: Record<string, Strings> = { ar, en }

/** The interface's words in a language; Arabic where there are none of it. */
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

/** The direction in which a language is written. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return /^(?:ar|fa|ur|he|ps|ckb|ug|sd|yi|dv)\b/.test(language) ? 'rtl' : 'ltr'
}
