/**
 * Adds style rules to the page. The content security policy lets script change a style sheet that is
 * there. As one rule, because `insertRule` takes no more; Safari 15 has no constructable style sheets.
 */
export function adoptStyles(css: string): void {
  // An extension may have inserted a style element that the policy blocks: it has no sheet.
  const sheet = [...document.querySelectorAll('style')].find((style) => style.sheet)?.sheet
  sheet?.insertRule(`@media all{${css}}`, sheet.cssRules.length)
}
