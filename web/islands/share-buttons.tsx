import { useEffect, useState } from 'preact/hooks'

export interface ShareButtonsProps {
  url: string
  headline: string
  /** The button that opens the device's own sheet, where it has one. */
  share: string
  copy: string
  copied: string
}

/** The device's own way to share, and the link for everything else. */
export function ShareButtons({ url, headline, share, copy, copied }: ShareButtonsProps) {
  const [hasSheet, setSheet] = useState(false)
  const [said, say] = useState('')
  useEffect(() => setSheet('share' in navigator), [])
  const openSheet = () => {
    // A reader who closes the sheet has not met an error.
    navigator.share({ title: headline, url }).catch(() => {})
  }
  const copyLink = async () => {
    say('')
    try {
      await navigator.clipboard.writeText(url)
      say(copied)
    } catch {
      // Where the clipboard is closed to us, or there is none, the address is shown to be copied by hand.
      say(url)
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
        {said && <bdi>{said}</bdi>}
      </span>
    </>
  )
}
