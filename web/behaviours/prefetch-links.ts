import { LINK_RULES } from '../render/link-rules.ts'

/**
 * Lets the browser prefetch a page of this site while a finger or a pointer rests on its link: not
 * earlier. It is not called for readers who save data.
 */
export function prefetchLinks(): void {
  const script = document.createElement('script')
  script.type = 'speculationrules'
  script.textContent = LINK_RULES
  document.head.append(script)
}
