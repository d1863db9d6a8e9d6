import { LINK_RULES } from '../link-rules.ts'
import { savesData } from './saves-data.ts'

/**
 * Lets the browser fetch a page of ours a moment before it is opened: once a finger or a pointer
 * rests on its link, never earlier, and never for those who save data.
 */
export function prefetchLinks(): void {
  if (savesData()) return
  const script = document.createElement('script')
  script.type = 'speculationrules'
  script.textContent = LINK_RULES
  document.head.append(script)
}
