/** The pages' style sheets, `<name>.css` beside this file. */
export const PAGE_STYLES = [
  'front',
  'list',
  'article',
  'standing',
  'message',
  'stored',
  'search',
  'reference',
  'corrections',
  // Beside `article`, on the pages of live stories.
  'live',
] as const
export type PageStyle = (typeof PAGE_STYLES)[number]
