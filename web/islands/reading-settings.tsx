import type { ReaderSetting } from '../reader/settings.ts'
import { Choice } from './choice.tsx'
import { useMenu } from './use-menu.ts'

export interface ReadingSettingsProps {
  title: string
  /** Of each setting its label, then what its choices are called: they are in every page, so briefly. */
  words: Record<ReaderSetting, readonly [label: string, ...names: string[]]>
}

/**
 * The other reading settings, behind a button. A choice holds on every page. The page contains only
 * the button; the panel and its styles are fetched with the code when the button is first touched.
 */
export function ReadingSettings({ title, words }: ReadingSettingsProps) {
  const { isReady, details, closeByKey } = useMenu()
  return (
    <details class="settings" title={title} ref={details} onKeyDown={closeByKey}>
      <summary>
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 6h9m4 0h3M2 14h3m4 0h9M13 3v6M7 11v6" />
        </svg>
        <span class="unseen">{title}</span>
      </summary>
      {isReady && (
        <div class="panel">
          {Object.entries(words).map(([setting, [label, ...names]]) => (
            <Choice setting={setting as ReaderSetting} label={label} names={names} />
          ))}
        </div>
      )}
    </details>
  )
}
