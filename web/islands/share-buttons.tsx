import { useEffect, useState } from 'preact/hooks'

export interface ShareButtonsProps {
  url: string
  headline: string
  /** The button that opens the device's share sheet, if it has one. */
  share: string
  copy: string
  copied: string
}

/** The device's share sheet, and copying the link. */
export function ShareButtons({ url, headline, share, copy, copied }: ShareButtonsProps) {
  const [hasSheet, setHasSheet] = useState(false)
  const [message, setMessage] = useState('')
  useEffect(() => setHasSheet('share' in navigator), [])
  const openSheet = () => {
    // Closing the sheet rejects the promise; that is no error.
    navigator.share({ title: headline, url }).catch(() => {})
  }
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
      {hasSheet && (
        <button type="button" onClick={openSheet}>
          {share}
        </button>
      )}
      <button type="button" onClick={copyLink}>
        {copy}
      </button>
      <span class="said" role="status">
        {message && <bdi key={message}>{message}</bdi>}
      </span>
    </>
  )
}
