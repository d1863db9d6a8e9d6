import { useEffect, useState } from 'preact/hooks'
import { changeSetting, SETTING_CHANGED } from '../reader/change-setting.ts'
import { SETTING_CHOICES } from '../reader/setting-choices.ts'
import { type ReaderSetting, storedSetting } from '../reader/settings.ts'

export interface ChoiceProps {
  setting: ReaderSetting
  label: string
  /** What each choice is called. */
  names: readonly string[]
  /** A letter that shows each choice. Only screen readers get the names then. */
  sample?: string
  /** Tells the radio buttons of one setting apart where a page has them several times. */
  group?: string
}

/**
 * A reading setting as radio buttons: arrow keys work, and screen readers announce the group, the
 * choice, its position in the group, and whether it is chosen.
 */
export function Choice({ setting, label, names, sample, group: id = '' }: ChoiceProps) {
  const { choices, initial } = SETTING_CHOICES[setting]
  // Nothing stored: what the device wants is applied (see settings.ts).
  const applied = () => storedSetting(setting) ?? document.documentElement.dataset[setting]
  const stored = () => choices.find((value) => value === applied())
  // The worker never renders it: there is nothing to be equal to.
  const [chosen, setChosen] = useState(() => stored() ?? initial)
  const change = (value: string) => {
    setChosen(value)
    changeSetting(setting, value)
  }
  useEffect(() => {
    const follow = () => setChosen((before) => stored() ?? before)
    // Changed on another page (see head-script.ts), or elsewhere on this one.
    const events = ['pageshow', 'storage', SETTING_CHANGED]
    for (const event of events) addEventListener(event, follow)
    return () => {
      for (const event of events) removeEventListener(event, follow)
    }
  }, [])
  return (
    // Otherwise Firefox restores the choice of an earlier visit. Only a form may say so.
    <form autocomplete="off">
      <fieldset class={`choice choice-${setting}`}>
        <legend class={sample && 'unseen'}>{label}</legend>
        {choices.map((value, place) => (
          <label class={`${setting}-${value}`} title={sample && names[place]}>
            <input
              type="radio"
              name={setting + id}
              value={value}
              checked={value === chosen}
              onChange={() => change(value)}
            />
            {sample && <span aria-hidden="true">{sample}</span>}{' '}
            <span class={sample && 'unseen'}>{names[place]}</span>
          </label>
        ))}
      </fieldset>
    </form>
  )
}
