import css from '../styles/notice.css?inline'
import { adopt } from './adopt.ts'

/** Says something at the foot of the screen, over the page: nothing on it moves. */
export function showNotice(element: HTMLElement, text: string): void {
  adopt(css)
  element.textContent = text
}
