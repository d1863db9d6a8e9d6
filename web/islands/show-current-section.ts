/** The section that the page belongs to comes into view, where the sections are wider than the screen. */
export function showCurrentSection(): void {
  const current = document.querySelector<HTMLElement>('.sections [aria-current]')
  const row = current?.closest('ul')
  if (!current || !row) return
  const [mark, frame] = [current.getBoundingClientRect(), row.getBoundingClientRect()]
  if (mark.left < frame.left) row.scrollLeft += mark.left - frame.left
  if (mark.right > frame.right) row.scrollLeft += mark.right - frame.right
}
