import { useEffect, useRef, useState } from 'preact/hooks'
import { keepSetting, keptSetting } from './reader-settings.ts'

export interface TextSizeProps {
  label: string
  /** The names of the five sizes, from the smallest. */
  sizes: readonly string[]
}

/** The second of five is the size that the paper is designed in. */
const USUAL = 1

/**
 * TT: five sizes of text as radio buttons, so that arrow keys and screen readers know what to do:
 * they say the group, the size and its place in the group, and that it is chosen.
 * The choice is kept on the device and applied before the next page is painted, by head-script.ts.
 */
export function TextSize({ label, sizes }: TextSizeProps) {
  const [chosen, choose] = useState(USUAL)
  const group = useRef<HTMLFieldSetElement>(null)
  const change = (size: number) => {
    choose(size)
    keepSetting('text', String(size))
  }
  useEffect(() => {
    const follow = () => {
      const kept = keptSetting('text')
      if (kept !== null && kept in sizes) choose(Number(kept))
    }
    // A reader may have been faster than this code.
    const pressed = group.current?.querySelector<HTMLInputElement>(':checked')?.value
    if (pressed !== undefined && pressed !== String(USUAL)) change(Number(pressed))
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
    <fieldset class="text-size" ref={group}>
      <legend>{label}</legend>
      {sizes.map((name, size) => (
        <label class={`size-${size}`} title={name}>
          <input
            type="radio"
            name="text-size"
            value={size}
            checked={size === chosen}
            autocomplete="off"
            onChange={() => change(size)}
          />
          <span aria-hidden="true">ت</span>
          <span class="name">{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
