import type { Correction } from './article.ts'
import { instant } from './moment.ts'

/** The anchor of all corrections of an article: one page can contain several articles. */
export function correctionsAnchor(id: string): string {
  return `corrections-${id}`
}

/** The anchor of one correction. @param mark see `correctionMarks` */
export function correctionAnchor(id: string, mark: string): string {
  return `correction-${mark}-${id}`
}

/**
 * What tells the corrections of an article apart: the second of each, so that a mark stays when others
 * are added. The second one of a second has its number behind it.
 */
export function correctionMarks(corrections: Pick<Correction, 'at'>[]): string[] {
  const seconds = corrections.map(({ at }) => String(Math.floor(instant(at) / 1000)))
  return seconds.map((second, index) => {
    const before = seconds.slice(0, index).filter((other) => other === second).length
    return before === 0 ? second : `${second}.${before + 1}`
  })
}
