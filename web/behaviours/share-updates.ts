/**
 * The share links of updates: they open the device's share sheet, or copy their address. Without this
 * code they lead to the update.
 */
export function shareUpdates(root: HTMLElement, say: () => void): void {
  const copy = async (link: HTMLAnchorElement) => {
    try {
      await navigator.clipboard.writeText(link.href)
      link.dataset.copied = ''
      say()
    } catch {
      // No clipboard, or no permission: the address bar has it.
      location.assign(link.href)
    }
  }
  // The pinned update stands above the list.
  root.closest('.article')?.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.share-update')
    if (!link) return
    event.preventDefault()
    // Closing the sheet rejects the promise; that is no error.
    if ('share' in navigator) navigator.share({ url: link.href }).catch(() => {})
    else copy(link)
  })
}
