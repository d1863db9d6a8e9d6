/** The name of a stored value: a page has fetched the fonts, and the browser has them in its cache. */
export const FONTS_FETCHED = 'fonts'
