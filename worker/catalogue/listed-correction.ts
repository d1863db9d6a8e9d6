import type { Article, Correction } from '../../content/model/article.ts'
import { correctionMarks } from '../../content/model/correction-anchor.ts'
import { instant } from '../../content/model/moment.ts'
import { positionOf } from './position.ts'

/** A correction as the catalogue lists it. */
export interface ListedCorrection extends Correction {
  /** Where it stands among all corrections: a position, made of the moment from which readers see it. */
  place: number
  /** Tells it apart from the others of its article. */
  mark: string
}

/** Nobody could see a correction before its article was published. */
export function listedCorrections(
  id: string,
  { corrections = [], publishedAt }: Pick<Article, 'corrections' | 'publishedAt'>,
): ListedCorrection[] {
  const marks = correctionMarks(corrections)
  return corrections.map(({ at, kind, text }, index) => {
    const mark = marks[index] ?? ''
    const shownAt = Math.max(instant(at), instant(publishedAt))
    return { place: positionOf(`${id} ${mark}`, shownAt), mark, at, kind, text }
  })
}
