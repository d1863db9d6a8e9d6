import { FONTS_FETCHED } from './fonts-fetched.ts'
import { putStored } from './storage.ts'

/** Which fonts of the site a page is set in, by `data-fonts`. */
const CHOICES = ['text', 'headlines', 'device']
/** In pixels. Browsers count no shorter way as a shift of the layout. */
const STILL = 3
/** In pixels. What is so far below the view may come into it. */
const BELOW = 100

/**
 * Fetches the fonts of the site on a reader's first page, and replaces the device's by them: as many as
 * move nothing in view, and not the text where the reader reads already. Fonts that do not come leave
 * the page as it is.
 */
export async function replaceFonts(): Promise<void> {
  const { dataset } = document.documentElement
  const body = dataset.face === 'sans' ? '400 1em Hudhud Sans' : '400 1em Hudhud Naskh'
  const text = document.body.innerText
  try {
    const fonts = ['700 1em Hudhud Naskh', '700 1em Hudhud Sans', body]
    await Promise.all(fonts.map((font) => document.fonts.load(font, text)))
  } catch {
    return
  }
  putStored(FONTS_FETCHED, '')
  // Meanwhile the reader has chosen a typeface.
  if (dataset.fonts === undefined) return
  const texts = textsInView()
  const before = texts.map(firstLine)
  CHOICES.slice(dataset.met === undefined ? 0 : 1).find((choice) => {
    dataset.fonts = choice
    return texts.every((text, index) => isStill(before[index], firstLine(text)))
  })
}

function textsInView(): Range[] {
  const found: Range[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const { top, bottom } = range.getBoundingClientRect()
    if (top < innerHeight + BELOW && bottom > 0) found.push(range)
  }
  return found
}

function firstLine(text: Range): DOMRect | undefined {
  return text.getClientRects()[0]
}

/** It begins where it did, on the right or on the left; its width is another one. */
function isStill(before: DOMRect | undefined, after: DOMRect | undefined): boolean {
  if (before === undefined || after === undefined) return before === after
  const way = (side: 'top' | 'right' | 'left') => Math.abs(before[side] - after[side])
  return way('top') < STILL && Math.min(way('right'), way('left')) < STILL
}
