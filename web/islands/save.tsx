import { useEffect, useState } from 'preact/hooks'
import { sendSavedStories } from '../reader/message-service-worker.ts'
import { changeSaved, isSaved, type Story } from '../reader/saved-stories.ts'
import { changingText } from '../render/changing-text.tsx'

export interface SaveProps {
  story: Story
  words: {
    save: string
    saved: string
    /** Storage is blocked or full. */
    failed: string
  }
}

/** Saves a story for later, with an offline copy of its page and small pictures if there is room. */
export function Save({ story, words }: SaveProps) {
  const [isShownSaved, setSaved] = useState(false)
  const [message, setMessage] = useState('')
  useEffect(() => {
    const follow = () => setSaved(isSaved(story))
    follow()
    // Changed on another page: see head-script.ts. The button lives as long as its page.
    for (const event of ['pageshow', 'storage']) addEventListener(event, follow)
  }, [])
  const change = async () => {
    const isToBeSaved = !isShownSaved
    if (!changeSaved(story, isToBeSaved)) return setMessage(words.failed)
    setSaved(isToBeSaved)
    setMessage('')
    const report = await sendSavedStories()
    if (report?.missing.includes(story.path)) setMessage(report.words.noCopy)
  }
  return (
    <div class="save">
      <button type="button" aria-pressed={isShownSaved} onClick={change}>
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5 3h10v14l-5-4-5 4z" />
        </svg>
        {changingText(isShownSaved ? words.saved : words.save)}
      </button>
      <span role="status">{changingText(message)}</span>
    </div>
  )
}
