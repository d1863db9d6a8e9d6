import type { Correction } from '../../content/model/article.ts'

/** Every word of the interface. A language is one object of this type, with nothing optional. */
export interface Strings {
  direction: 'rtl' | 'ltr'
  /** Between the parts of a list in one line. */
  comma: string
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
  topicsOfWeek: string
  share: string
  shareOn: (network: string) => string
  networks: { whatsapp: string; x: string; facebook: string; telegram: string }
  mail: string
  /** Before the address, at the foot of a printed story. */
  printedFrom: (site: string) => string
  corrections: string
  correctionKinds: Record<Correction['kind'], string>
  /** The page about how to republish articles. */
  partners: string
  /** The page of all corrections; `all` leads to it. */
  correctionList: { title: string; text: string; empty: string; older: string; all: string }
  live: {
    label: string
    updates: string
    points: string
    pinned: string
    kinds: Record<'key' | 'correction', string>
    /** Loads the page again, where it does not follow by itself. */
    again: string
    order: string
    newestFirst: string
    oldestFirst: string
    none: string
    older: string
    newer: string
    toNewest: string
    toOldest: string
    /** Before the time at which the coverage ended, or begins. */
    ended: string
    starts: string
    share: string
    copied: string
    /** In the place of an update that was deleted while the page was open. */
    deleted: string
    /** "3 new updates" in the plural forms of the language; # is the number. */
    fresh: Partial<Record<Intl.LDMLPluralRule, string>>
  }
  related: string
  next: string
  /** A link to the story above. */
  previous: string
  textSize: string
  textSizes: [string, string, string, string, string]
  /** A letter of the language that shows the text sizes. */
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
  readHereFailed: string
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
  /** In the plural forms of the language; # is the number. */
  newStories: Partial<Record<Intl.LDMLPluralRule, string>>
  closeBreaking: string
  alsoBreaking: string
  emptyFront: string
  emptySection: string
  emptyList: string
  lists: { topic: string; author: string; day: string }
  /** The description of a list for search engines. */
  newestOf: (list: string, siteName: string) => string
  archive: string
  /** A link from another month. */
  thisMonth: string
  /** @param shown the number in the digits of the site */
  storyCount: (count: number, shown: string) => string
  /** More stories than are counted. */
  moreStories: (shown: string) => string
  previousDay: string
  nextDay: string
  opensAt: (provider: string) => string
  toFront: string
  notFound: { title: string; text: string }
  /** Too long, or not encoded as it should be. */
  badAddress: { title: string; text: string }
  rateLimited: { title: string; text: string }
  gone: { title: string; text: string }
  unavailable: { title: string; text: string }
  error: { title: string; text: string }
  preview: string
  requestId: string
  /** The button that saves a story, and the message if that fails. */
  saving: { save: string; saved: string; failed: string }
  saved: {
    title: string
    /** What the list is; then what it adds while reading offline is switched on. */
    text: string
    offline: string
    empty: string
    /** Before a relative time: how long ago a story was saved. */
    since: string
    remove: string
    removed: string
  }
  search: {
    title: string
    titleFor: (q: string) => string
    placeholder: string
    results: string
    /** How many were found; when not exact, at least that many. */
    count: (value: number, isExact: boolean) => string
    nothing: string
    /** After `nothing`: what is shown has some of the words. */
    any: string
    meant: string
    /** Nothing fits the filters: a link to the same search without them. */
    anywhere: string
    /** The query was too long. */
    cut: string
    advice: string
    /** There is no word in what was typed, or only words to leave out. */
    wordless: string
    unavailable: string
    more: string
    /** A part of the archive has nothing: what is said, and the link to the part before it. */
    notYet: string
    older: string
    first: string
    filters: string
    all: string
    section: string
    topic: string
    author: string
    language: string
    since: string
    until: string
    sort: string
    byRelevance: string
    byTime: string
    topicsNow: string
    /** The name of the list of suggestions. */
    suggestions: string
    /** On the saved list: the field that searches in it, and what is shown if nothing matches. */
    inSaved: string
    noneSaved: string
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
  pages: { about: string; contact: string; 'corrections-policy': string; privacy: string }
  /** What feeds say while they have no full texts. */
  feeds: { shortened: string }
  publishedBy: (publisher: string) => string
}

/** Sent by the service worker when needed, so that they are not part of every page. */
export interface OfflineWords {
  /** On a page that is an offline copy. */
  notice: string
  /** A story is on the saved list, but its page could not be stored. */
  noCopy: string
}
