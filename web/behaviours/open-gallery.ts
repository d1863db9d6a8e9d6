import { h, render } from 'preact'
import { GalleryViewer, type GalleryWords, type ViewedPicture } from './gallery-viewer.tsx'

export interface GalleryProps {
  words: GalleryWords
  locale: string
}

/** Each picture of the gallery opens the viewer. Without script it is a link to the picture itself. */
export function openGallery(gallery: HTMLElement, { words, locale }: GalleryProps): void {
  const figures = [...gallery.querySelectorAll('figure')]
  const holder = document.createElement('div')
  gallery.append(holder)
  gallery.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('figure a.enlarge')
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const close = () => {
      render(null, holder)
      link.focus()
    }
    const viewer = h(GalleryViewer, {
      words,
      locale,
      pictures: figures.map(pictureIn),
      first: figures.findIndex((figure) => figure.contains(link)),
      isRightToLeft: getComputedStyle(gallery).direction === 'rtl',
      onClose: close,
    })
    render(viewer, holder)
  })
}

function pictureIn(figure: HTMLElement): ViewedPicture {
  const img = figure.querySelector('img')
  const caption = figure.querySelector('figcaption')
  return {
    src: figure.querySelector<HTMLAnchorElement>('a.enlarge')?.href ?? '',
    srcset: img?.srcset || img?.dataset.srcset || '',
    alt: img?.alt ?? '',
    caption: caption?.innerHTML ?? '',
  }
}
