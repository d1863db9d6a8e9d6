import { useEffect, useState } from 'preact/hooks'
import { tellSaved } from './offline.ts'
import { changeSaved, isSaved, type Story } from './saved-stories.ts'

export interface SaveProps {
  story: Story
  words: {
    save: string
    saved: string
    /** The browser keeps nothing for us. */
    failed: string
  }
}

/** Puts a story aside for later. The page and its small pictures are kept where there is room. */
export function Save({ story, words }: SaveProps) {
  const [isPressed, press] = useState(false)
  const [trouble, setTrouble] = useState('')
  useEffect(() => {
    const follow = () => press(isSaved(story))
    follow()
    // Changed on another page (see head-script.ts). The button stays for as long as its page does.
    for (const event of ['pageshow', 'storage']) addEventListener(event, follow)
  }, [])
  const change = async () => {
    const isToBeSaved = !isPressed
    if (!changeSaved(story, isToBeSaved)) return setTrouble(words.failed)
    press(isToBeSaved)
    setTrouble('')
    const report = await tellSaved()
    if (report?.missing.includes(story.path)) setTrouble(report.words.noCopy)
  }
  return (
    <div class="save">
      <button type="button" aria-pressed={isPressed} onClick={change}>
        {isPressed ? words.saved : words.save}
      </button>
      <span role="status">{trouble}</span>
    </div>
  )
}
