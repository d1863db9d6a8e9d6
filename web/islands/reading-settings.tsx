import { useEffect, useRef, useState } from 'preact/hooks'
import { Choice, type ChoiceProps } from './choice.tsx'

export interface ReadingSettingsProps {
  title: string
  choices: ChoiceProps[]
}

/**
 * The other reading settings, behind a button. A choice holds on every page. The page contains only
 * the button; the panel and its styles are fetched with the code when the button is first touched.
 */
export function ReadingSettings({ title, choices }: ReadingSettingsProps) {
  const [isReady, setReady] = useState(false)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    setReady(true)
    const close = ({ target }: Event) => {
      if (details.current && !details.current.contains(target as Node)) details.current.open = false
    }
    addEventListener('pointerdown', close)
    return () => removeEventListener('pointerdown', close)
  }, [])
  const closeByKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !details.current?.open) return
    details.current.open = false
    details.current.querySelector('summary')?.focus()
  }
  return (
    <details class="settings" ref={details} onKeyDown={closeByKey}>
      <summary>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 6h9m4 0h3M2 14h3m4 0h9M13 3v6M7 11v6" />
        </svg>
        <span>{title}</span>
      </summary>
      {isReady && (
        <div class="panel">
          {choices.map((choice) => (
            <Choice {...choice} />
          ))}
        </div>
      )}
    </details>
  )
}
