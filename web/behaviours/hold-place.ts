/**
 * Changes something and scrolls by as much as that moved what is read: the first of these elements that
 * is in view. Safari does not do so by itself; elsewhere it is switched off on pages that do this.
 */
export function holdPlace(elements: () => Iterable<Element>, change: () => void): void {
  const read = [...elements()].find((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })
  const before = read?.getBoundingClientRect().top
  change()
  // Replaced itself: it stands where it stood.
  if (read === undefined || before === undefined || !read.isConnected) return
  const moved = read.getBoundingClientRect().top - before
  if (moved !== 0) scrollBy(0, moved)
}
