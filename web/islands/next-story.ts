import { adopt } from './adopt.ts'
import { savesData } from './saves-data.ts'
import { addStory, isOnPage, storiesAdded } from './stories-on-page.ts'

export interface NextStoryProps {
  /** What a screen reader is told when it has come. */
  arrived: string
}

/** Then a button: who reads on for that long may decide. */
const MOST_BY_THEMSELVES = 3

/** The next story, whole, takes the place of the card that leads to it, before a reader is there. */
export async function bringNextStory(
  section: HTMLElement,
  words: NextStoryProps,
  awaken: () => void,
): Promise<void> {
  const link = section.querySelector<HTMLAnchorElement>('.headline a')
  const button = section.querySelector<HTMLButtonElement>(':scope > button')
  if (link === null || button === null) return
  // What came by itself may wait for its place when the reader asks for it: it is loaded once.
  let loading: Promise<LoadedStory | null> | undefined
  const load = async () => {
    loading ??= loadStory(link.href)
    const story = await loading
    if (story === null) loading = undefined
    return story
  }
  const show = (story: LoadedStory) => {
    if (!section.contains(link)) return
    place(story, section, words)
    awaken()
  }
  button.addEventListener('click', async () => {
    button.disabled = true
    const story = await load()
    button.disabled = false
    if (story === null) return link.click()
    show(story)
    section.querySelector<HTMLElement>('h1')?.focus()
  })
  if (storiesAdded() >= MOST_BY_THEMSELVES || savesData()) return
  const story = await load()
  if (story === null) return
  // Nothing moves under a reader's eyes, and the foot of the page can be reached.
  await footerIsOut()
  show(story)
}

interface LoadedStory {
  article: HTMLElement
  following: HTMLElement | null
  path: string
  title: string
  /** The rules of its pictures. */
  css: string
}

/** Null where it can not be had. */
async function loadStory(href: string): Promise<LoadedStory | null> {
  const response = await fetch(href).catch(() => null)
  if (!response?.ok) return null
  // In a template nothing loads and nothing is applied, so the security policy has no objection.
  const template = document.createElement('template')
  template.innerHTML = await response.text()
  const page = template.content
  const article = page.querySelector<HTMLElement>('main > article')
  if (article === null) return null
  const [, pictures] = page.querySelectorAll('style')
  return {
    article,
    following: page.querySelector<HTMLElement>('main > .next'),
    path: new URL(response.url).pathname,
    title: page.querySelector('title')?.textContent ?? document.title,
    css: pictures?.textContent ?? '',
  }
}

function place(story: LoadedStory, section: HTMLElement, { arrived }: NextStoryProps): void {
  const { article, following, path, title, css } = story
  // What a reader sets holds for the whole page; once is enough.
  for (const tool of article.querySelectorAll(
    '[data-island="choice"],[data-island="reading-settings"]',
  )) {
    tool.remove()
  }
  for (const img of article.querySelectorAll('img')) {
    img.loading = 'lazy'
    img.removeAttribute('fetchpriority')
  }
  const heading = article.querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  adopt(css)
  section.querySelector('.story')?.replaceWith(article)
  section.querySelector(':scope > button')?.remove()
  announce(section, `${arrived}: ${heading?.textContent ?? ''}`)
  addStory({ element: article, path, title })
  const next = following?.querySelector<HTMLAnchorElement>('.headline a')
  if (following && next && !isOnPage(next.pathname)) section.after(following)
}

function announce(section: HTMLElement, text: string): void {
  const status = document.createElement('p')
  status.className = 'unseen'
  status.role = 'status'
  section.append(status)
  // A live region speaks of what changes in it after it is there.
  setTimeout(() => {
    status.textContent = text
  }, 100)
}

/**
 * Resolves in a frame in which the foot of the page is out of view, before that frame is laid out:
 * an observer alone tells of what was a moment ago.
 */
function footerIsOut(): Promise<void> {
  return new Promise((resolve) => {
    const footer = document.querySelector('body > footer')
    if (footer === null) return resolve()
    const observer = new IntersectionObserver(() => {
      requestAnimationFrame(() => {
        if (footer.getBoundingClientRect().top < innerHeight) return
        observer.disconnect()
        resolve()
      })
    })
    observer.observe(footer)
  })
}
