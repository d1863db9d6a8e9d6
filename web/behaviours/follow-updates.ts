import { savesData } from '../reader/saves-data.ts'
import { readClock } from '../reader/server-clock.ts'
import { adoptStyles } from './adopt-styles.ts'
import { holdPlace } from './hold-place.ts'
import { shareUpdates } from './share-updates.ts'
import { showAges } from './show-ages.ts'

export interface LiveUpdatesProps {
  /** Where to ask for updates; null where the page does not follow the story. */
  api: string | null
  locale: string
  /** "3 new updates" in the plural forms of the language; # is the number. */
  fresh: Partial<Record<Intl.LDMLPluralRule, string>>
  ended: string
  deleted: string
  copied: string
}

interface Answer {
  /** Missing from the answer of an earlier version of the code. */
  points?: { revision: string; html: string }
  endedAt: string | null
  updates: { id: string; revision: string; html: string }[]
  isCut: boolean
  newest: { id: string; revision: string }[]
  isWhole: boolean
  styles: string
}

const EVERY_MS = 20_000
/** After this many answers without news it polls less often, but at least once a minute. */
const PATIENCE = 12
const SELDOM_MS = 60_000
const LIMIT_MS = 10_000
/** A page that comes back to the front asks at once, unless it has just asked. */
const JUST_MS = 5_000

/**
 * Follows a live story: new updates wait behind a button, and edits and deletions are applied in place.
 * It asks for what is newer than the newest update that it knows, an id and not a time, so that all
 * readers ask for one address.
 */
export function followUpdates(
  root: HTMLElement,
  { api, locale, fresh, ended, deleted, copied }: LiveUpdatesProps,
  hydrateIslands: () => void,
): void {
  const story = root.closest('.article')
  const list = root.querySelector<HTMLElement>('.updates')
  const button = root.querySelector<HTMLButtonElement>('.fresh button')
  const status = root.querySelector<HTMLElement>('[role="status"]')
  if (!list || !status) return
  shareUpdates(root, () => {
    status.textContent = copied
  })
  if (api === null || !button) return
  const refreshAges = showAges(list, locale)
  const plural = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  /** The updates behind the button. */
  const waiting = new Map<string, Answer['updates'][number]>()
  let order: string[] = []
  let timer = 0
  let quiet = 0
  let askedAt = 0
  let isOver = false

  /** What stays where it is while something changes; the points too, where their beginning is in view. */
  const READ = '.points > :first-child, .article > .body > *, .updates > *'
  const read = () => story?.querySelectorAll(READ) ?? list.children

  const item = (id: string) =>
    list.querySelector<HTMLElement>(`:scope > [id="u-${id}"]:not(.deleted)`)
  const newestKnown = () => {
    const top = list.querySelector('.update:not(.deleted)')?.id.slice(2)
    return order.find((id) => id === top || waiting.has(id)) ?? top
  }

  const later = (delay: number) => {
    clearTimeout(timer)
    if (!isOver && !document.hidden) timer = window.setTimeout(ask, delay)
  }
  const ask = async () => {
    if (isOver || document.hidden || savesData()) return
    clearTimeout(timer)
    askedAt = Date.now()
    // An answer of another version of the code, from a cache, must not end the following.
    const isNew = await poll(newestKnown()).catch(() => false)
    quiet = isNew ? 0 : quiet + 1
    later(quiet < PATIENCE ? EVERY_MS : Math.min(SELDOM_MS, EVERY_MS * (quiet / PATIENCE + 1)))
  }

  const poll = async (since: string | undefined, isAgain = false): Promise<boolean> => {
    const answer = await fetchAnswer(since ? `${api}?since=${encodeURIComponent(since)}` : api)
    if (answer === null) return false
    const wanted = take(answer)
    if (wanted !== null && !isAgain) await poll(wanted, true)
    return answer.updates.length > 0 || wanted !== null
  }

  const fetchAnswer = async (address: string): Promise<Answer | null> => {
    const controller = new AbortController()
    const limit = setTimeout(() => controller.abort(), LIMIT_MS)
    try {
      const response = await fetch(address, { cache: 'no-cache', signal: controller.signal })
      // Withdrawn or gone: there is nothing more to ask for.
      isOver = response.status === 404 || response.status === 410
      if (!response.ok) return null
      readClock(response.headers)
      refreshAges()
      return await response.json()
    } catch {
      return null
    } finally {
      clearTimeout(limit)
    }
  }

  /** @returns the id from which to ask again, where this answer lacks what has changed */
  const take = (answer: Answer): string | null => {
    order = answer.newest.map(({ id }) => id)
    if (answer.styles) adoptStyles(answer.styles)
    const points = story?.querySelector<HTMLElement>('.points')
    if (points && answer.points && points.dataset.revision !== answer.points.revision)
      replace(points, answer.points.html)
    for (const update of answer.updates) {
      const shown = item(update.id)
      if (shown === null) waiting.set(update.id, update)
      else if (shown.dataset.revision !== update.revision) replace(shown, update.html)
    }
    remove(answer)
    const last = lastIndex(order, (id) => item(id) !== null)
    let lacking = -1
    answer.newest.forEach(({ id, revision }, place) => {
      const shown = item(id)
      const known = shown ? shown.dataset.revision : waiting.get(id)?.revision
      // Older ones that are not shown are on the next page.
      if (known !== revision && (shown || place < last || last < 0)) lacking = place
    })
    if (answer.isCut) {
      // Too many to add: the button loads the page again.
      waiting.clear()
      for (const update of answer.updates) waiting.set(update.id, update)
    }
    isCut ||= answer.isCut
    show()
    if (answer.endedAt !== null) end()
    return lacking < 0 || answer.isCut ? null : (order[lacking + 1] ?? '')
  }
  let isCut = false

  const remove = ({ isWhole }: Answer) => {
    const listed = new Set(order)
    for (const id of waiting.keys()) if (!listed.has(id)) waiting.delete(id)
    const items = [...list.querySelectorAll<HTMLElement>(':scope > .update:not(.deleted)')]
    const last = isWhole ? items.length : lastIndex(items, ({ id }) => listed.has(id.slice(2)))
    for (const gone of items.slice(0, last)) {
      if (listed.has(gone.id.slice(2))) continue
      holdPlace(read, () => {
        gone.className = 'update deleted'
        gone.textContent = deleted
      })
    }
  }

  const replace = (shown: HTMLElement, html: string) => {
    const [edited] = itemsIn(html)
    if (!edited) return
    const isFocused = shown.contains(document.activeElement)
    holdPlace(read, () => shown.replaceWith(edited))
    if (isFocused) edited.querySelector('a')?.focus()
    hydrateIslands()
    refreshAges()
  }

  const show = () => {
    const count = waiting.size
    const form = fresh[plural.select(count)] ?? fresh.other ?? '#'
    const label = form.replace('#', number.format(count))
    // Once, however many follow before they are shown.
    if (count > 0 && button.hidden) status.textContent = label
    button.hidden = count === 0
    if (button.textContent !== label) button.replaceChildren(label)
  }

  button.addEventListener('click', () => {
    if (isCut) return location.reload()
    let first: HTMLElement | undefined
    for (const id of [...order].reverse()) {
      const [added] = itemsIn(waiting.get(id)?.html ?? '')
      if (!added) continue
      // The nearest older one that is shown.
      const below = order.slice(order.indexOf(id) + 1).find((other) => item(other) !== null)
      list.insertBefore(added, below === undefined ? null : item(below))
      first = added
    }
    waiting.clear()
    root.querySelector('.empty')?.remove()
    show()
    hydrateIslands()
    refreshAges()
    first?.querySelector('a')?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'center' })
  })

  const end = () => {
    isOver = true
    clearTimeout(timer)
    status.textContent = ended
    const label = story?.querySelector('.on-air')
    if (label)
      holdPlace(read, () =>
        label.replaceWith(Object.assign(document.createElement('span'), { textContent: ended })),
      )
  }

  const wake = () => {
    if (document.hidden) clearTimeout(timer)
    else if (Date.now() - askedAt > JUST_MS) ask()
    else later(EVERY_MS)
  }
  document.addEventListener('visibilitychange', wake)
  addEventListener('pageshow', wake)
  addEventListener('online', wake)
  // At once: the page itself may come from a cache.
  ask()
}

/** Chrome 90 has no `findLastIndex`. */
function lastIndex<Item>(items: Item[], is: (item: Item) => boolean): number {
  return items.reduce((last, each, place) => (is(each) ? place : last), -1)
}

function itemsIn(html: string): HTMLElement[] {
  const template = document.createElement('template')
  template.innerHTML = html
  return [...template.content.children] as HTMLElement[]
}
