import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong with the page as it is. @param rules the only ones to check */
export async function violationsOn(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated, not added to the page: its content security policy would not have it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // Joined Arabic letters are taken for an icon font's ligatures, and their contrast is skipped.
    axe.configure({
      checks: [
        {
          id: 'color-contrast',
          options: { ignoreLength: true, pseudoSizeThreshold: 0.25, ignoreUnicode: false },
        },
      ],
    })
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      // Only what is wrong is shown, not how to select it.
      selectors: false,
      ...(only && { runOnly: { type: 'rule', values: only } }),
    })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    )
  }, rules)
}
