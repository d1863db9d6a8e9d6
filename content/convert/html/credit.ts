import type { Span, Text } from '../../model/phrasing.ts'
import { textOf } from '../../source/markdown-phrasing.ts'

/** Agencies as Arabic papers abbreviate them, with or without points. */
const AGENCY =
  'أ\\s?\\.?\\s?ف\\s?\\.?\\s?ب|ا\\s?\\.?\\s?ف\\s?\\.?\\s?ب|ف\\s?\\.?\\s?ب|أ\\s?\\.?\\s?ب|د\\s?\\.?\\s?ب\\s?\\.?\\s?أ|إ\\s?\\.?\\s?ب\\s?\\.?\\s?أ|رويترز|الفرنسية|أسوشي?يتد برس|أسوشيتدبرس|الأناضول|سبوتنيك|شينخوا|واس|وام|كونا|بترا|قنا|سانا|وكالات|أرشيف(?:ية)?|مواقع التواصل|غيتي|جيتي|AFP|AP|EPA|DPA|Reuters|Getty(?: Images)?|Anadolu|Xinhua|Shutterstock|Unsplash|Pexels'
const END = [
  new RegExp(`\\s*[(\\[]\\s*((?:${AGENCY})[^)\\]]{0,40})[)\\]]\\s*[.]?\\s*$`, 'i'),
  new RegExp(`\\s*[-–—|/]\\s*((?:${AGENCY})\\.?)\\s*$`, 'i'),
  /\s*©\s*([^©]{2,120})$/,
  /\s*[([]?\s*(?:تصوير|عدسة|المصدر|مصدر الصورة|الصورة من|Photo(?: by)?|Photograph(?: by)?|Credit|Source)\s*[:：/]\s*([^()[\]\n]{2,80}?)\s*[)\]]?\s*[.]?\s*$/i,
]

/** A caption, and the credit at its end: `(أ.ف.ب)`, `- رويترز`, `© فلان`, `تصوير: فلان`. */
export function splitCredit(text: Text): { caption: Text | null; credit?: string } {
  const runs = (typeof text === 'string' ? [text] : text).map(
    (run): Span => (typeof run === 'string' ? { text: run } : run),
  )
  const last = runs.at(-1)
  if (last === undefined) return { caption: null }
  for (const pattern of END) {
    const match = pattern.exec(last.text)
    const credit = match?.[1]?.trim()
    if (!match || !credit) continue
    return {
      caption: withoutSign([
        ...runs.slice(0, -1),
        { ...last, text: last.text.slice(0, match.index) },
      ]),
      credit,
    }
  }
  return { caption: withoutSign(runs) }
}

/** In Markdown, the words after a © are the credit. */
function withoutSign(runs: Span[]): Text | null {
  return textOf(runs.map((run) => ({ ...run, text: run.text.replace(/\s*©\s*/g, ' (c) ') })))
}
