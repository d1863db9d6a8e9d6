import type { ShareButtonsProps } from '../islands/share-buttons.tsx'

/**
 * The share button at the head of a story: opens the device's share sheet; without one, shows the
 * story's ways to share over the page. Without this code it is a link to them.
 */
export function shareStory(element: HTMLElement, _: object): void {
  const link = element as HTMLAnchorElement
  link.addEventListener('click', (event) => {
    const ways = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    const props = ways?.querySelector<HTMLElement>('[data-props]')?.dataset.props
    if (ways === null || props === undefined) return
    if ('share' in navigator) {
      event.preventDefault()
      const { headline: title, url } = JSON.parse(props) as ShareButtonsProps
      // Closing the sheet rejects the promise; that is no error.
      navigator.share({ title, url }).catch(() => {})
    } else if ('popover' in ways) {
      event.preventDefault()
      showOverPage(ways)
    }
  })
}

function showOverPage(ways: HTMLElement): void {
  ways.popover = 'auto'
  ways.showPopover?.()
  ways.addEventListener('toggle', (event) => {
    // Back to its place at the foot of the story.
    if ((event as ToggleEvent).newState === 'closed') ways.popover = null
  })
}
