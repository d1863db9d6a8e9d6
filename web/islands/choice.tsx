import { useEffect, useRef, useState } from 'preact/hooks'
import { changeSetting } from './change-setting.ts'
import { CHOICES } from './choices.ts'
import { kept, type ReaderSetting } from './reader-settings.ts'

export interface ChoiceProps {
  setting: ReaderSetting
  label: string
  /** What each choice is called. */
  names: readonly string[]
  /** A letter that shows each choice, for the eye; the names are for the ear then. */
  sample?: string
}

/**
 * One of the reader's settings as radio buttons, so that arrow keys and screen readers know what to
 * do: they say the group, the choice and its place in the group, and that it is chosen.
 */
export function Choice({ setting, label, names, sample }: ChoiceProps) {
  const { choices, usual } = CHOICES[setting]
  const [chosen, choose] = useState(usual)
  const group = useRef<HTMLFieldSetElement>(null)
  const change = (value: string) => {
    choose(value)
    changeSetting(setting, value)
  }
  useEffect(() => {
    const follow = () => {
      const value = kept(setting)
      if (value !== null && choices.includes(value)) choose(value)
    }
    // A reader may have been faster than this code.
    const pressed = group.current?.querySelector<HTMLInputElement>(':checked')?.value
    if (pressed !== undefined && pressed !== usual) change(pressed)
    else follow()
    // Set on another page: see head-script.ts.
    addEventListener('pageshow', follow)
    addEventListener('storage', follow)
    return () => {
      removeEventListener('pageshow', follow)
      removeEventListener('storage', follow)
    }
  }, [])
  return (
    <fieldset class={`choice choice-${setting}`} ref={group}>
      <legend>{label}</legend>
      {choices.map((value, place) => (
        <label class={`${setting}-${value}`} title={sample && names[place]}>
          <input
            type="radio"
            name={setting}
            value={value}
            checked={value === chosen}
            autocomplete="off"
            onChange={() => change(value)}
          />
          {sample && <span aria-hidden="true">{sample}</span>}
          <span class={sample && 'unseen'}>{names[place]}</span>
        </label>
      ))}
    </fieldset>
  )
}
