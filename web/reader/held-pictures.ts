/**
 * The data saver: a picture loads only when the reader asks for it. Until then its addresses wait in
 * `data-` attributes and its box shows the site's mark, so nothing moves when the picture loads. The
 * browser may already have requested the picture at the head of a story. Removing `src` cancels that
 * request; on a slow connection no part of the picture has arrived yet.
 *
 * An event `release` of an element loads the pictures inside it.
 */

const ATTRIBUTES = ['srcset', 'src'] as const
const MARK = '/favicon.svg'

/** Holds back each picture as the parser finds it, except those that the reader asked for. */
export function holdPictures(): void {
  new MutationObserver(() => {
    if (document.documentElement.dataset.saver !== 'on') return
    for (const element of document.querySelectorAll<HTMLElement>('img,source')) {
      if (!isHeld(element) && !element.closest('[data-shown]')) hold(element)
    }
  }).observe(document, { childList: true, subtree: true })
  document.addEventListener('release', ({ target }) => releasePictures(target as ParentNode))
}

function isHeld({ dataset }: HTMLElement): boolean {
  return dataset.src !== undefined || dataset.srcset !== undefined
}

function hold(element: HTMLElement): void {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name)
    if (value === null) continue
    element.dataset[name] = value
    element.removeAttribute(name)
  }
  if (element instanceof HTMLImageElement) {
    element.style.aspectRatio = `${element.getAttribute('width')} / ${element.getAttribute('height')}`
    element.src = MARK
  }
}

/** Loads the pictures inside an element that were held back. */
function releasePictures(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('img,source')) {
    for (const name of ATTRIBUTES) {
      const value = element.dataset[name]
      if (value === undefined) continue
      delete element.dataset[name]
      element.setAttribute(name, value)
      element.style.aspectRatio = ''
    }
  }
}
