import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

interface Menu {
  /** False in the page as it comes: what the menu holds is added by its code. */
  isReady: boolean
  details: RefObject<HTMLDetailsElement | null>
  closeByKey: (event: KeyboardEvent) => void
}

/** A `<details>` that closes by Escape, and when the reader presses elsewhere. */
export function useMenu(): Menu {
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
  return { isReady, details, closeByKey }
}
