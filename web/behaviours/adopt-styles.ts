/**
 * Adds style rules to the page, in a style sheet of their own: the content security policy lets script
 * make one. A rule that is added to the page's sheet has Chromium load its fonts again, and text may
 * move meanwhile.
 */
export function adoptStyles(css: string): void {
  if (document.adoptedStyleSheets) {
    const own = new CSSStyleSheet()
    own.replaceSync(css)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, own]
    return
  }
  // Safari before 16.4. As one rule, because `insertRule` takes no more.
  // An extension may have inserted a style element that the policy blocks: it has no sheet.
  const sheet = [...document.querySelectorAll('style')].find((style) => style.sheet)?.sheet
  sheet?.insertRule(`@media all{${css}}`, sheet.cssRules.length)
}
