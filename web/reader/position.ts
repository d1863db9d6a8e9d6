/**
 * How far a reader is into a story. When several stories are on one page, the browser's own scroll
 * restoration does not help: a reader who returns finds one story, alone on its page. The position is
 * therefore stored with the address (in `history.state`), and stored while reading, because a phone
 * can discard a page without any event.
 */

/** Browsers limit changes of the address to about a hundred in 30 seconds. */
const PAUSE_MS = 300

let story: Element | undefined

/** From now on, stores the position within this story. */
export function trackPositionIn(element: Element): void {
  if (story === undefined) {
    history.scrollRestoration = 'manual'
    let pause: ReturnType<typeof setTimeout> | undefined
    const scrolled = () => {
      clearTimeout(pause)
      pause = setTimeout(storePosition, PAUSE_MS)
    }
    addEventListener('scroll', scrolled, { passive: true })
    addEventListener('pagehide', storePosition)
  }
  story = element
}

/** Scrolls to the position that was stored with this address, and keeps it up to date. */
export function restorePosition(position: number): void {
  const element = document.querySelector('main > article')
  if (element === null) return
  scrollTo(0, scrollY + element.getBoundingClientRect().top + position)
  trackPositionIn(element)
}

function storePosition(): void {
  if (story) history.replaceState({ position: -story.getBoundingClientRect().top }, '')
}
