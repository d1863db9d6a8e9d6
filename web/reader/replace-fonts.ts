import { FONTS_FETCHED } from './fonts-fetched.ts'
import { putStored } from './storage.ts'

/** Which fonts of the site a page is set in, by `data-fonts`. */
const CHOICES = ['text', 'headlines', 'device']
/** In pixels. Browsers do not count less as a layout shift. */
const MIN_SHIFT = 3
/** In pixels. What is this close below the view may move into it. */
const MARGIN = 100

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
  const parts = partsInView()
  const before = parts.map(firstLine)
  CHOICES.slice(dataset.met === undefined ? 0 : 1).find((choice) => {
    dataset.fonts = choice
    return parts.every((part, index) => isStill(before[index], firstLine(part)))
  })
}

/** Texts and pictures. */
function partsInView(): Range[] {
  const nodes: Node[] = [...document.images]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) nodes.push(walker.currentNode)
  return nodes.flatMap((node) => {
    const range = document.createRange()
    range.selectNode(node)
    const { top, bottom } = range.getBoundingClientRect()
    return top < innerHeight + MARGIN && bottom > 0 ? [range] : []
  })
}

function firstLine(part: Range): DOMRect | undefined {
  return part.getClientRects()[0]
}

/** It begins where it did, on the right or on the left: its width differs. */
function isStill(before: DOMRect | undefined, after: DOMRect | undefined): boolean {
  if (before === undefined || after === undefined) return before === after
  const distance = (side: 'top' | 'right' | 'left') => Math.abs(before[side] - after[side])
  return distance('top') < MIN_SHIFT && Math.min(distance('right'), distance('left')) < MIN_SHIFT
}
