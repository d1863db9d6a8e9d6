/** The kinds of page that have a style sheet of their own, styles/<kind>.css. */
export const PAGE_STYLES = ['front', 'list', 'article', 'standing', 'message', 'kept'] as const
export type PageStyle = (typeof PAGE_STYLES)[number]
