/** `/` opens the search and puts the cursor into it, as on many sites; not while something is typed. */
export function focusSearchOnSlash(): void {
  addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (key !== '/' || ctrlKey || metaKey || altKey) return
    if ((target as Element).closest?.('input, textarea, select, [contenteditable]')) return
    const field = document.querySelector<HTMLInputElement>('main input[name=q], .search-menu input')
    if (field === null) return document.querySelector<HTMLElement>('a.search-menu')?.click()
    event.preventDefault()
    field.closest<HTMLDetailsElement>('.search-menu')?.setAttribute('open', '')
    field.focus()
  })
}
