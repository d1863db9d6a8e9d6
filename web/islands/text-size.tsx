import { useEffect, useState } from 'preact/hooks'
import { keepSetting, keptSetting } from './reader-settings.ts'

export interface TextSizeProps {
  label: string
  /** The names of the five sizes, from the smallest. */
  sizes: readonly string[]
}

/** The second of five is the size that the paper is designed in. */
const USUAL = 1

/**
 * TT: five sizes of text as radio buttons, so that arrow keys and screen readers know what to do.
 * The choice is kept on the device and applied before the next page is painted, by head-script.ts.
 */
export function TextSize({ label, sizes }: TextSizeProps) {
  const [chosen, choose] = useState(USUAL)
  useEffect(() => {
    const kept = Number(keptSetting('text') ?? USUAL)
    if (kept in sizes) choose(kept)
  }, [])
  const change = (size: number) => {
    choose(size)
    keepSetting('text', String(size))
  }
  return (
    <fieldset class="text-size">
      <legend>{label}</legend>
      {sizes.map((name, size) => (
        <label class={`size-${size}`} title={name}>
          <input
            type="radio"
            name="text-size"
            value={size}
            checked={size === chosen}
            onChange={() => change(size)}
          />
          <span aria-hidden="true">ت</span>
          <span class="name">{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
