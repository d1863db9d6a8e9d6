/** Vowel signs, Quranic signs, tatweel: the same word is written with and without them. */
const HARAKAT =
  /[\u0610-\u061A\u0640\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]/g

export function withoutHarakat(text: string): string {
  return text.replace(HARAKAT, '')
}
