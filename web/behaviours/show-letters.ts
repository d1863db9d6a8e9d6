import type { BuiltFace } from '../build/fonts/make-fonts.ts'
import { arabicLettersOf, latinLettersOf } from '../render/letters.ts'

/** The files with the extended Arabic letters: web/build.ts puts them here. */
declare const EXTENDED_FACES: Pick<BuiltFace, 'family' | 'weight' | 'href'>[]

const RANK = { standard: 0, extended: 1, other: 2 }
let shown = (document.documentElement.dataset.letters ?? 'standard') as keyof typeof RANK

/**
 * Changes the page's fonts if a text that came later has letters that they lack: so does page-fonts.ts
 * for the text of the page itself.
 */
export async function showLetters(text: string): Promise<void> {
  if (latinLettersOf(text) === 'other') removeRules(/U\+0*41\b/i)
  const letters = arabicLettersOf(text)
  if (RANK[letters] <= RANK[shown]) return
  shown = letters
  // A file that does not come: the device sets every word.
  const faces = letters === 'extended' ? await loadExtended().catch(() => []) : []
  if (shown !== letters) return
  for (const face of loaded) document.fonts.delete(face)
  removeRules(ARABIC)
  for (const face of faces) document.fonts.add(face)
  loaded = faces
}

const ARABIC = /U\+0*60c\b/i
let loaded: FontFace[] = []

/** Only what the page uses is fetched at once. */
function loadExtended(): Promise<FontFace[]> {
  const used = [...document.fonts].filter(
    ({ status, unicodeRange }) => status === 'loaded' && ARABIC.test(unicodeRange),
  )
  return Promise.all(
    EXTENDED_FACES.map(({ family, weight, href }) => {
      const face = new FontFace(family, `url(${href})`, { weight: String(weight), display: 'swap' })
      const isUsed = used.some(
        (other) => other.family.includes(family) && other.weight === face.weight,
      )
      return isUsed ? face.load() : face
    }),
  )
}

/** Removes the page's fonts that claim a character. */
function removeRules(claim: RegExp): void {
  for (const { sheet } of document.querySelectorAll('style')) {
    if (sheet === null) continue
    for (let index = sheet.cssRules.length - 1; index >= 0; index -= 1) {
      const { cssText = '' } = sheet.cssRules[index] ?? {}
      if (cssText.startsWith('@font-face') && claim.test(cssText)) sheet.deleteRule(index)
    }
  }
}
