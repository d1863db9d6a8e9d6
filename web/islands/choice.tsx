import { useEffect, useRef, useState } from 'preact/hooks'
import { changeSetting } from '../reader/change-setting.ts'
import { SETTING_CHOICES } from '../reader/setting-choices.ts'
import { type ReaderSetting, storedSetting } from '../reader/settings.ts'

export interface ChoiceProps {
  setting: ReaderSetting
  label: string
  /** What each choice is called. */
  names: readonly string[]
  /** A letter that shows each choice. Only screen readers get the names then. */
  sample?: string
}

/**
 * A reading setting as radio buttons: arrow keys work, and screen readers announce the group, the
 * choice, its position in the group, and whether it is chosen.
 */
export function Choice({ setting, label, names, sample }: ChoiceProps) {
  const { choices, initial } = SETTING_CHOICES[setting]
  const [chosen, setChosen] = useState(initial)
  const group = useRef<HTMLFieldSetElement>(null)
  const change = (value: string) => {
    setChosen(value)
    changeSetting(setting, value)
  }
  useEffect(() => {
    const follow = () => {
      const value = storedSetting(setting)
      if (value !== null && choices.includes(value)) setChosen(value)
    }
    // The reader may have chosen before this code ran.
    const pressed = group.current?.querySelector<HTMLInputElement>(':checked')?.value
    if (pressed !== undefined && pressed !== initial) change(pressed)
    else follow()
    // Changed on another page: see head-script.ts.
    addEventListener('pageshow', follow)
    addEventListener('storage', follow)
    return () => {
      removeEventListener('pageshow', follow)
      removeEventListener('storage', follow)
    }
  }, [])
  return (
    // Otherwise Firefox restores the choice of an earlier visit. Only a form may say so.
    <form autocomplete="off">
      <fieldset class={`choice choice-${setting}`} ref={group}>
        <legend>{label}</legend>
        {choices.map((value, place) => (
          <label class={`${setting}-${value}`} title={sample && names[place]}>
            <input
              type="radio"
              name={setting}
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
