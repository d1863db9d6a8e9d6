/** Light stemming of English: plurals, -ing, -ed. @param word lower case, without accents */
export function englishStem(word: string): string {
  if (word.length < 4) return word
  const single = word
    .replace(/([^aeiou])ies$/, '$1y')
    .replace(/(ch|sh|s|x|z)es$/, '$1')
    .replace(/([^sui])s$/, '$1')
  if (single.length < 6) return single
  return single.replace(/(?:ing|ed|e)$/, '').replace(/([^aeiouls])\1$/, '$1')
}
