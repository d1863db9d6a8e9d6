/** Valid to FTS5, and finds nothing: an empty expression is an error. */
export const NO_MATCH = '""'
