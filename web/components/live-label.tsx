import type { Strings } from '../strings/strings.ts'

/** Marks a live story for as long as it runs. */
export function LiveLabel({ strings }: { strings: Strings }) {
  return <span class="urgent on-air">{strings.live.label}</span>
}
