/** The direction in which a language is written. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return /^(?:ar|fa|ur|he|ps|ckb|ug|sd|yi|dv)\b/.test(language) ? 'rtl' : 'ltr'
}
