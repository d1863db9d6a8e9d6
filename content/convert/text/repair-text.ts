import type { Lose } from '../losses.ts'
import { decodeAgain } from './decode-again.ts'
import { decodeEntities } from './decode-entities.ts'

// Written as escapes, because most of these characters are invisible.
const INVISIBLE = /[\u200B\u200E\u200F\u061C\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/g
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g
/** All but the signs that are characters of their own: ﷲ ﷺ ﷻ ﷼ and the ornate brackets. */
const PRESENTATION = /[\uFB50-\uFD3D\uFD50-\uFDF1\uFDF3-\uFDF9\uFE70-\uFEFC]+/g
/** The single ـ after a letter alone is part of the spelling: هـ. */
const STRETCH = /(?<=[\u0620-\u064A\u064B-\u0652])\u0640+(?=[\u0620-\u064A])|\u0640{2,}/g
const LOST = /\uFFFD|[?؟]{4,}/g

/** Repairs damaged text, and reports each repair. */
export function repairText(text: string, lose: Lose): string {
  let repaired = text.isWellFormed() ? text : text.toWellFormed()
  const step = (
    kind: 'mis-decoded' | 'double-entities' | 'presentation-forms' | 'direction-marks' | 'tatweel',
    next: string,
  ) => {
    if (next !== repaired) lose(kind, repaired)
    repaired = next
  }
  step('mis-decoded', decodeAgain(repaired))
  step('double-entities', decodeEntities(repaired))
  step(
    'presentation-forms',
    repaired.replace(PRESENTATION, (run) => run.normalize('NFKC')),
  )
  step('direction-marks', repaired.replace(INVISIBLE, ''))
  step('tatweel', repaired.replace(STRETCH, ''))
  const lost = repaired.match(LOST)
  if (lost) lose('unreadable-letters', repaired, lost.length)
  return repaired.replace(CONTROL, '').normalize('NFC')
}

/** The same for a field of one line. */
export function repairLine(text: string, lose: Lose): string {
  const bare = repairText(text, lose).replace(/<\/?[a-z][^<>]*>/gi, ' ')
  return bare.replace(/[\s\u00A0]+/g, ' ').trim()
}
