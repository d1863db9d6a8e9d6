/** Scrolls the row of sections to the current one, if the row is wider than the screen. */
export function showCurrentSection(): void {
  const current = document.querySelector<HTMLElement>('.sections [aria-current]')
  const row = current?.closest('ul')
  if (!current || !row) return
  const [item, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()]
  if (item.left < frame.left) row.scrollLeft += item.left - frame.left
  if (item.right > frame.right) row.scrollLeft += item.right - frame.right
}
