import { useState } from 'preact/hooks'

export interface ShareButtonsProps {
  url: string
  /** For the device's share sheet: see share-story.ts. */
  headline: string
  copy: string
  copied: string
}

/** Copies the link. */
export function ShareButtons({ url, copy, copied }: ShareButtonsProps) {
  const [message, setMessage] = useState('')
  const copyLink = async () => {
    setMessage('')
    try {
      await navigator.clipboard.writeText(url)
      setMessage(copied)
    } catch {
      // No clipboard, or no permission: show the address, to be copied by hand.
      setMessage(url)
    }
  }
  return (
    <>
      <button type="button" title={copy} aria-label={copy} onClick={copyLink}>
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M8.5 11.5l3-3M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2" />
        </svg>
      </button>
      <span class="said" role="status">
        {message && <bdi key={message}>{message}</bdi>}
      </span>
    </>
  )
}
