import { useEffect, useState } from 'preact/hooks'
import { keep, kept } from './reader-settings.ts'

export interface CloseBreakingProps {
  /** The ids of the news, with spaces between: others show the strip again. */
  news: string
  close: string
  /** What a screen reader is told once the page is at rest. */
  announcement: string
}

/** Announces the breaking news politely, and lets a reader close the strip. */
export function CloseBreaking({ news, close, announcement }: CloseBreakingProps) {
  const [said, say] = useState('')
  useEffect(() => {
    // A live region speaks of what changes in it, not of what was there when the page opened.
    const closed = kept('dismissed')?.split(' ') ?? []
    if (!news.split(' ').every((id) => closed.includes(id))) say(announcement)
  }, [])
  const closeStrip = () => {
    keep('dismissed', news)
    // The button goes with its strip; the focus stays in this place of the page.
    const main = document.querySelector('main')
    main?.setAttribute('tabindex', '-1')
    main?.focus({ preventScroll: true })
  }
  return (
    <>
      <button type="button" aria-label={close} title={close} onClick={closeStrip}>
        ×
      </button>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  )
}
