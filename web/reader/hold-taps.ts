const POLL_MS = 50

const CONTROLS = '[data-when="touch"] a[href], [data-when] button[type="button"]'

/**
 * Holds a tap on a button, or on a link that opens something in the page, such as a picture of a gallery,
 * until the code for it has arrived: then it is tapped again. If the code is lost, the link is followed.
 */
export function holdTaps(): void {
  document.addEventListener('click', (event) => {
    const control = (event.target as Element).closest<HTMLElement>(CONTROLS)
    const owner = control?.closest<HTMLElement>('[data-when]')
    if (!control || !owner || isSettled(owner) || isForNewTab(event)) return
    event.preventDefault()
    // Tapped twice because nothing moved: once is meant.
    if (owner.dataset.tapped !== undefined) return
    owner.dataset.tapped = ''
    const timer = setInterval(() => {
      if (!isSettled(owner)) return
      clearInterval(timer)
      control.click()
    }, POLL_MS)
  })
}

function isSettled({ dataset: { state } }: HTMLElement): boolean {
  return state === 'live' || state === 'lost' || document.documentElement.matches('.lost')
}

function isForNewTab({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey
}
