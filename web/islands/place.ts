/**
 * How far into a story a reader is. Where several stories stand on a page, the browser's own memory of
 * the scroll position is of no use: who comes back finds the address's own story, alone on its page.
 * So it is kept with the address, while reading: a phone that drops a page says nothing.
 */

/** Browsers allow some hundred changes of the address in half a minute. */
const PAUSE_MS = 300

let story: Element | undefined

/** From now on the place in this story is kept. */
export function keepPlaceIn(element: Element): void {
  if (story === undefined) {
    history.scrollRestoration = 'manual'
    let pause: ReturnType<typeof setTimeout> | undefined
    const scrolled = () => {
      clearTimeout(pause)
      pause = setTimeout(remember, PAUSE_MS)
    }
    addEventListener('scroll', scrolled, { passive: true })
    addEventListener('pagehide', remember)
  }
  story = element
}

/** Scrolls to the place that was kept with this address, and goes on keeping it. */
export function returnToPlace(place: number): void {
  const element = document.querySelector('main > article')
  if (element === null) return
  scrollTo(0, scrollY + element.getBoundingClientRect().top + place)
  keepPlaceIn(element)
}

function remember(): void {
  if (story) history.replaceState({ place: -story.getBoundingClientRect().top }, '')
}
