/**
 * Words that a mistyped word may stand for, the likeliest first: letters that are confused or
 * neighbours in writing, a key held down, a letter twice or once, one too many, the key beside, one
 * missing, two exchanged, a missing space.
 * @param word folded
 */
export function nearSpellings(word: string): string[] {
  if (word.length < 3 || word.length > 20) return []
  const letters = [...word]
  const spellings = new Set<string>()
  const at = (index: number, count: number, put: string) =>
    spellings.add([...letters.slice(0, index), put, ...letters.slice(index + count)].join(''))
  const places = letters.map((letter, index) => ({ letter, index }))
  for (const { letter, index } of places) {
    for (const other of CONFUSED.get(letter) ?? []) at(index, 1, other)
  }
  // كتاااب, ممم: a key held down.
  if (/(.)\1\1/.test(word)) {
    for (const times of ['$1', '$1$1']) spellings.add(word.replace(/(.)\1{2,}/g, times))
  }
  for (const { letter, index } of places) if (letters[index + 1] === letter) at(index, 1, '')
  for (const { letter, index } of places) {
    const next = letters[index + 1]
    if (next !== undefined && next !== letter) at(index, 2, next + letter)
  }
  if (letters.length > 3) for (const { index } of places) at(index, 1, '')
  for (const { letter, index } of places) {
    for (const other of besides(letter)) at(index, 1, other)
  }
  for (const { letter, index } of places) at(index, 1, letter + letter)
  if (letters.length > 4) {
    for (let index = 2; index <= letters.length - 2; index += 1) at(index, 0, ' ')
  }
  const alphabet = /[a-z]/.test(word) ? LATIN : ARABIC
  for (const letter of alphabet) {
    for (let index = 0; index <= letters.length; index += 1) at(index, 0, letter)
  }
  for (const letter of alphabet) for (const { index } of places) at(index, 1, letter)
  spellings.delete(word)
  return [...spellings]
}

/** The commonest letters first. */
const ARABIC = 'اليمنوترهبدسعفقكحجشصخطذزضثغظء'
const LATIN = 'etaoinsrhldcumfpgwybvkxjqz'

/** The keys beside a letter on its keyboard: Arabic (101) and QWERTY, as folded words have them. */
const ROWS = ['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ءرىهوزظ', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

function besides(letter: string): string[] {
  return ROWS.flatMap((row) => {
    const place = row.indexOf(letter)
    return place < 0 ? [] : [row[place - 1], row[place + 1]].filter((key) => key !== undefined)
  })
}

const GROUPS = [
  'ضظ',
  'ذزد',
  'سصث',
  'تطة',
  'هح',
  'قكغ',
  'اعء',
  'يىا',
  'جش',
  'ei',
  'ck',
  'sz',
  'bp',
  'uo',
]

const CONFUSED = new Map<string, string[]>()
for (const group of GROUPS) {
  for (const letter of group) {
    const others = [...group].filter((other) => other !== letter)
    CONFUSED.set(letter, [...(CONFUSED.get(letter) ?? []), ...others])
  }
}
