/** The article and what is written together with it, the longest first; always taken off. */
export const ARTICLES = [
  ...['وبال', 'وكال', 'فبال', 'ابال', 'افال', 'اوال', 'ولل', 'فلل'],
  ...['وال', 'بال', 'كال', 'فال', 'لل', 'ال'],
]

/** Letters written together with the word after them. They may as well belong to the word. */
export const PARTICLES = ['وب', 'ول', 'وك', 'فب', 'فل', 'و', 'ف', 'ب', 'ل', 'ك']

/** Before a verb: it will. */
export const FUTURE = ['وس', 'فس', 'س']

/** What ends a word, and how many letters must be left before it. */
export interface Suffix {
  letters: string
  least: number
  /** A letter that may not stand before it: it is part of the word in `ملاكم`, `مساهم`. */
  notAfter?: string
}

function suffixes(letters: string[], least = 3, notAfter?: string): Suffix[] {
  return letters.map((end) => ({ letters: end, least, ...(notAfter && { notAfter }) }))
}

/** Pronouns, also behind the ت that stands for the ة of the noun. */
const PRONOUNS = [
  ...suffixes(['هما', 'كما', 'هم', 'كم', 'هن'], 3, 'ا'),
  ...suffixes(['نا', 'ها', 'ه', 'تهما', 'تهم', 'تها', 'تنا', 'ته']),
]

/** Number, gender, origin, the accusative. */
const ENDINGS = [
  ...suffixes(['يات', 'يون', 'يين', 'يتان', 'يتين', 'تان', 'تين', 'ات', 'ون', 'ين', 'ان']),
  ...suffixes(['يه', 'وا', 'ه', 'ي', 'ا']),
  // موريتانيا موريتاني
  ...suffixes(['يا', 'يو', 'و'], 4),
]

/** What may be taken off first and then a second time, the longest first. */
export const SUFFIXES = [longestFirst([...PRONOUNS, ...ENDINGS]), longestFirst(ENDINGS)]

function longestFirst(list: Suffix[]): Suffix[] {
  return [...list].sort((one, other) => other.letters.length - one.letters.length)
}
