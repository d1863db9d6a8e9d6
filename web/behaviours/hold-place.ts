/**
 * Changes something and scrolls by as much as that moved what is read: the first item of the list that
 * is in view. Safari does not do so by itself; elsewhere it is switched off on pages that do this.
 */
export function holdPlace(list: HTMLElement, change: () => void): void {
  const read = [...list.children].find((item) => {
    const { top, bottom } = item.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })
  const before = read?.getBoundingClientRect().top
  change()
  // Replaced itself: it stands where it stood.
  if (read === undefined || before === undefined || !read.isConnected) return
  const moved = read.getBoundingClientRect().top - before
  if (moved !== 0) scrollBy(0, moved)
}
