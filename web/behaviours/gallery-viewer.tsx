import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { changingText } from '../render/changing-text.tsx'

export interface GalleryWords {
  title: string
  close: string
  previous: string
  next: string
  /** "2 من 5", with # and ## in the places of the numbers. */
  place: string
}

export interface ViewedPicture {
  src: string
  srcset: string
  alt: string
  /** HTML that the page has already: its text is isolated where Arabic needs it. */
  caption: string
}

interface GalleryViewerProps {
  words: GalleryWords
  pictures: ViewedPicture[]
  first: number
  /** In a right-to-left page the next picture is on the left. */
  isRightToLeft: boolean
  locale: string
  onClose: () => void
}

/** The pictures of a gallery, one at a time, as large as the screen. A swipe scrolls the row. */
export function GalleryViewer(props: GalleryViewerProps) {
  const { words, pictures, first, isRightToLeft, locale, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const row = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(first)
  const show = (place: number, behavior: ScrollBehavior) => {
    row.current?.children[place]?.scrollIntoView({ behavior, block: 'nearest', inline: 'start' })
  }
  useLayoutEffect(() => {
    dialog.current?.showModal()
    show(first, 'auto')
    const root = row.current
    if (root === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find(({ isIntersecting }) => isIntersecting)
        if (seen) setShown([...root.children].indexOf(seen.target))
      },
      { root, threshold: 0.6 },
    )
    for (const picture of root.children) observer.observe(picture)
    return () => observer.disconnect()
  }, [])
  const step = (by: 1 | -1) =>
    show(Math.min(Math.max(shown + by, 0), pictures.length - 1), motion())
  const press = (event: KeyboardEvent) => {
    const forward = isRightToLeft ? 'ArrowLeft' : 'ArrowRight'
    const back = isRightToLeft ? 'ArrowRight' : 'ArrowLeft'
    if (event.key !== forward && event.key !== back) return
    event.preventDefault()
    step(event.key === forward ? 1 : -1)
  }
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  return (
    <dialog
      class="viewer"
      ref={dialog}
      aria-label={words.title}
      onClose={onClose}
      onKeyDown={press}
    >
      <div class="row" ref={row}>
        {pictures.map(({ src, srcset, alt, caption }) => (
          <figure>
            <img src={src} srcset={srcset} sizes="100vw" alt={alt} />
            {caption && <figcaption dangerouslySetInnerHTML={{ __html: caption }} />}
          </figure>
        ))}
      </div>
      <span class="place" aria-live="polite">
        {changingText(
          words.place.replace('##', number(pictures.length)).replace('#', number(shown + 1)),
        )}
      </span>
      <Control
        name="back"
        label={words.previous}
        path="m7 3 7 7-7 7"
        isOff={shown === 0}
        press={() => step(-1)}
      />
      <Control
        name="forward"
        label={words.next}
        path="m13 3-7 7 7 7"
        isOff={shown === pictures.length - 1}
        press={() => step(1)}
      />
      <Control
        name="close"
        label={words.close}
        path="m4 4 12 12M16 4 4 16"
        press={() => dialog.current?.close()}
      />
    </dialog>
  )
}

function motion(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
}

interface ControlProps {
  name: string
  label: string
  /** Of a drawing for right-to-left pages; the style sheet mirrors it. */
  path: string
  isOff?: boolean
  press: () => void
}

function Control({ name, label, path, isOff, press }: ControlProps) {
  return (
    <button
      type="button"
      class={name}
      title={label}
      aria-label={label}
      aria-disabled={isOff}
      onClick={press}
    >
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  )
}
