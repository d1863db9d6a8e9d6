/** Adds a button to each picture of a story that the data saver holds back; it loads the picture. */
export function showHeldPictures(story: HTMLElement, { show }: { show: string }): void {
  for (const img of story.querySelectorAll<HTMLImageElement>('figure img[data-src]')) {
    const figure = img.closest('figure')
    if (figure === null) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'show-picture'
    button.textContent = show
    button.addEventListener('click', () => {
      figure.dataset.shown = ''
      figure.dispatchEvent(new Event('release', { bubbles: true }))
      figure.tabIndex = -1
      figure.focus({ preventScroll: true })
      button.remove()
    })
    figure.prepend(button)
  }
}
