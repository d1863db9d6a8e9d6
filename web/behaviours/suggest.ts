import { savesData } from '../reader/saves-data.ts'

interface SuggestProps {
  /** Of the list; its options get numbers after it. */
  id: string
  /** The name of the list. */
  suggestions: string
  kinds: { topic: string; author: string; section: string }
}

interface Suggestion {
  kind: 'topic' | 'author' | 'section' | 'article'
  text: string
  url: string
}

/** Between the last letter and the request. */
const PAUSE_MS = 150

/** Offers what may be meant while a search is typed: a combobox after the ARIA authoring practices. */
export function suggest(form: HTMLElement, { id, suggestions, kinds }: SuggestProps): void {
  const field = form.querySelector('input')
  if (field === null || savesData()) return
  const list = document.createElement('ul')
  Object.assign(list, { id, className: 'suggestions', hidden: true })
  attributes(list, { role: 'listbox', 'aria-label': suggestions })
  field.closest('div')?.after(list)
  attributes(field, {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': id,
    'aria-expanded': 'false',
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  let active = -1

  const close = () => {
    list.hidden = true
    activate(-1)
    field.setAttribute('aria-expanded', 'false')
  }
  const activate = (index: number) => {
    active = index
    const options = [...list.children]
    for (const [place, option] of options.entries()) {
      option.setAttribute('aria-selected', String(place === index))
    }
    const option = options[index]
    if (option === undefined) field.removeAttribute('aria-activedescendant')
    else field.setAttribute('aria-activedescendant', option.id)
    option?.scrollIntoView({ block: 'nearest' })
  }
  const show = (items: Suggestion[]) => {
    list.replaceChildren(...items.map((item, index) => option(item, `${id}-${index}`, kinds)))
    activate(-1)
    list.hidden = items.length === 0
    field.setAttribute('aria-expanded', String(items.length > 0))
  }
  const ask = async () => {
    asked += 1
    // A slow answer never replaces a newer one.
    const mine = asked
    const q = field.value.trim()
    if (q === '') return close()
    try {
      const response = await fetch(`/api/v1/suggest?q=${encodeURIComponent(q)}`)
      const { items = [] } = response.ok ? await response.json() : {}
      if (mine === asked && document.activeElement === field) show(items)
    } catch {
      if (mine === asked) close()
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE_MS)
  })
  field.addEventListener('keydown', (event) => {
    const count = list.hidden ? 0 : list.children.length
    if (event.key === 'Escape') {
      // What is still on its way would open the list again.
      clearTimeout(timer)
      asked += 1
      if (count === 0) return
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      // One place more than there are options: the field itself.
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1)
    } else if (event.key === 'Enter' && active >= 0 && count > 0) {
      event.preventDefault()
      choose(list.children[active])
    }
  })
  field.addEventListener('blur', (event) => {
    if (!list.contains(event.relatedTarget as Node | null)) close()
  })
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('click', ({ target }) => choose((target as Element).closest('li')))
  if (field.value.trim() !== '' && document.activeElement === field)
    timer = setTimeout(ask, PAUSE_MS)
}

function option({ kind, text, url }: Suggestion, id: string, kinds: SuggestProps['kinds']) {
  const item = document.createElement('li')
  item.id = id
  attributes(item, { role: 'option' })
  // No link inside: an option may hold nothing that can be focused.
  item.dataset.path = new URL(url, location.href).pathname
  item.dir = 'auto'
  item.textContent = text
  if (kind !== 'article') {
    const label = document.createElement('small')
    label.textContent = kinds[kind]
    item.append(' ', label)
  }
  return item
}

function choose(option: Element | null | undefined): void {
  if (option instanceof HTMLElement && option.dataset.path) location.assign(option.dataset.path)
}

/** As attributes: Firefox 100 does not have the property `role`. */
function attributes(element: Element, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
}
