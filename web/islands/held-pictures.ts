/**
 * The data saver: pictures stay out until a reader asks for them. What was to be loaded waits in
 * `data-` attributes, and the paper's mark stands in its box, so nothing moves when it comes. The
 * picture at the head of a story may have been asked for by then; the request is taken back, and on
 * a slow line nothing of it has come yet.
 */

const HELD = ['srcset', 'src'] as const
const MARK = '/favicon.svg'

/** Holds back every picture that the parser is still to find; not those that a reader asked for. */
export function holdPictures(): void {
  new MutationObserver(() => {
    if (document.documentElement.dataset.saver !== 'on') return
    for (const element of document.querySelectorAll<HTMLElement>('img,source')) {
      if (!isHeld(element) && !element.closest('[data-shown]')) hold(element)
    }
  }).observe(document, { childList: true, subtree: true })
}

function isHeld({ dataset }: HTMLElement): boolean {
  return dataset.src !== undefined || dataset.srcset !== undefined
}

function hold(element: HTMLElement): void {
  for (const name of HELD) {
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

/** Loads what was held back in an element. */
export function releasePictures(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('img,source')) {
    for (const name of HELD) {
      const value = element.dataset[name]
      if (value === undefined) continue
      delete element.dataset[name]
      element.setAttribute(name, value)
      element.style.aspectRatio = ''
    }
  }
}
