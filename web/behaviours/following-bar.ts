/** From here on, in pixels of a story, its head is out of reach. */
const HEAD = 400
/** Less than that is not a change of direction. */
const STEP = 6

/**
 * A bar that comes when the reader scrolls back up in a story: the site's name, the headline, and the
 * story's own tools, which move into the bar and back. It serves the story in view.
 */
export function followReading(bar: HTMLElement, _: object): void {
  const name = document.querySelector('.nameplate')?.cloneNode(true) ?? ''
  const headline = document.createElement('p')
  headline.setAttribute('aria-hidden', 'true')
  bar.append(name, headline)
  let last = scrollY
  let lent: { tools: HTMLElement; home: HTMLElement } | undefined
  const putBack = () => {
    if (lent === undefined) return
    lent.home.append(lent.tools)
    lent.home.style.minHeight = ''
    lent = undefined
  }
  const serve = (story: HTMLElement | undefined) => {
    const home = story?.querySelector<HTMLElement>('.tools-home')
    // While the reader uses a tool, it stays where it is.
    if (home === lent?.home || lent?.tools.contains(document.activeElement)) return
    putBack()
    bar.hidden = !home
    const tools = home?.querySelector<HTMLElement>('.tools')
    if (!story || !home || !tools) return
    headline.textContent = story.querySelector('h1')?.textContent ?? ''
    home.style.minHeight = `${home.offsetHeight}px`
    bar.append(tools)
    lent = { tools, home }
  }
  addEventListener(
    'scroll',
    () => {
      if (Math.abs(scrollY - last) < STEP) return
      const isUpward = scrollY < last
      last = scrollY
      serve(isUpward ? storyInView() : undefined)
    },
    { passive: true },
  )
}

function storyInView(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('article.article')].find((story) => {
    const { top, bottom } = story.getBoundingClientRect()
    return top < -HEAD && bottom > innerHeight / 2
  })
}
