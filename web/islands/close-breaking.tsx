import { useEffect, useState } from 'preact/hooks'
import { applySetting, storedSetting } from '../reader/settings.ts'
import { changingText } from '../render/changing-text.tsx'

export interface CloseBreakingProps {
  /** The ids of the news, separated by spaces. Other ids show the strip again. */
  news: string
  close: string
  /** What a screen reader announces once the page is idle. */
  announcement: string
}

/** Announces the breaking news politely, and lets the reader close the strip. */
export function CloseBreaking({ news, close, announcement }: CloseBreakingProps) {
  const [message, setMessage] = useState('')
  useEffect(() => {
    // A live region announces what changes in it, not what was there when the page opened.
    const closed = storedSetting('dismissed')?.split(' ') ?? []
    if (!news.split(' ').every((id) => closed.includes(id))) setMessage(announcement)
  }, [])
  const closeStrip = () => {
    applySetting('dismissed', news)
    // The button disappears with the strip; the focus stays at this point of the page.
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
        {changingText(message)}
      </span>
    </>
  )
}
