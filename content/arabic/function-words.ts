import { analyse } from './analyse.ts'

/**
 * Words that a query may leave out: prepositions, particles, pronouns. Published lists of stop words
 * drop words that news is about (لقاء، زيارة), so this one is short.
 */
const WORDS = `
في من على إلى الى عن مع بين حتى منذ عند لدى ضد
أن إن ان أنه إنه لأن لكن ولكن أو أم ثم بل كما حيث إذا لو قد لقد سوف
ما لا لم لن ليس ليست هل لماذا كيف متى أين
هو هي هم هن هما أنا نحن هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذين اللواتي
و ف ب ل ك ال
the a an of in on at to for and or is are was were by with from
`

const folded = new Set(analyse(WORDS).map(({ word }) => word))

/** @param word folded, as in a token */
export function isFunctionWord(word: string): boolean {
  return folded.has(word)
}
