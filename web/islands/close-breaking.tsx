import { useEffect, useState } from 'preact/hooks'
import { keep, kept } from './reader-settings.ts'

export interface CloseBreakingProps {
  /** Which news it is: other news show the strip again. */
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
    if (kept('dismissed') !== news) say(announcement)
  }, [])
  return (
    <>
      <button
        type="button"
        aria-label={close}
        title={close}
        onClick={() => keep('dismissed', news)}
      >
        ×
      </button>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  )
}
