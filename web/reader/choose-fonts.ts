/**
 * Starts the fonts that the first screen needs, in time for the first paint. A reader who saves data
 * gets those of the device: the rules are deleted before there is text that would use them. It is
 * done here because the same cached page serves everyone, and a link in it is followed at once.
 */
export function chooseFonts(): void {
  const { saver, face } = document.documentElement.dataset
  if (saver === 'on') {
    deleteFonts()
    return
  }
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[as=font]')) {
    // Only readers who chose the second typeface fetch it. No priority but the browser's own: at a low
    // one, a typeface that is `optional` comes too late for the first view.
    if (!link.dataset.face || link.dataset.face === face) link.media = 'all'
  }
}

function deleteFonts(): void {
  const [sheet] = document.styleSheets
  for (let place = sheet?.cssRules.length ?? 0; place > 0; place -= 1) {
    const rule = sheet?.cssRules[place - 1]
    // The fallbacks, which are on the device, stay.
    if (rule instanceof CSSFontFaceRule && rule.cssText.includes('/font-')) {
      sheet?.deleteRule(place - 1)
    }
  }
}
