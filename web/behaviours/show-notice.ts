import css from '../styles/notice.css?inline'
import { adoptStyles } from './adopt-styles.ts'

/** Shows a notice at the foot of the screen, over the page: nothing on the page moves. */
export function showNotice(element: HTMLElement, text: string): void {
  adoptStyles(css)
  element.textContent = text
}
