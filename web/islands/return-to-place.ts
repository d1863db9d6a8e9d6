/** Scrolls to where a reader left this story when it stood below another: see stories-on-page.ts. */
export function returnToPlace(): void {
  const place: unknown = history.state?.place
  const story = document.querySelector('main > article')
  if (typeof place !== 'number' || story === null) return
  scrollTo(0, scrollY + story.getBoundingClientRect().top + place)
}
