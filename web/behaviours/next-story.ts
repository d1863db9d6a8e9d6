import { savesData } from '../reader/saves-data.ts'
import { adoptStyles } from './adopt-styles.ts'
import { addStory, isOnPage, storiesAdded } from './stories-on-page.ts'

export interface NextStoryProps {
  /** What a screen reader announces when the story has been added, and when it cannot be loaded. */
  arrived: string
  failed: string
}

/** After this many, the reader decides with a button. */
const MAX_AUTOMATIC = 3

/** Replaces the card of the next story with the whole story, before the reader reaches it. */
export function loadNextStory(
  section: HTMLElement,
  words: NextStoryProps,
  hydrateIslands: () => void,
): void {
  const link = section.querySelector<HTMLAnchorElement>('.headline a')
  const button = section.querySelector<HTMLButtonElement>(':scope > button')
  if (link === null || button === null) return
  // A story that loaded by itself may still wait for its place when the button is pressed: load once.
  let loading: Promise<LoadedStory | null> | undefined
  const load = async () => {
    loading ??= fetchStory(link.href)
    const story = await loading
    if (story === null) loading = undefined
    return story
  }
  const show = (story: LoadedStory) => {
    if (!section.contains(link)) return
    insertStory(story, section, words)
    hydrateIslands()
  }
  button.addEventListener('click', async () => {
    button.disabled = true
    const story = await load()
    button.disabled = false
    if (story === null) {
      announce(section, words.failed)
      return link.click()
    }
    show(story)
    section.querySelector<HTMLElement>('h1')?.focus()
  })
  const loadAutomatically = async () => {
    const story = await load()
    if (story === null) return
    // Nothing moves while it is in view, and the reader can still reach the end of the page.
    await isOutOfView(section.nextElementSibling ?? document.querySelector('body > footer'))
    show(story)
  }
  if (storiesAdded() < MAX_AUTOMATIC && !savesData()) loadAutomatically()
}

interface LoadedStory {
  article: HTMLElement
  following: HTMLElement | null
  path: string
  title: string
  /** The rules of its pictures. */
  css: string
}

const LIMIT_MS = 10_000

/** @throws if the answer is an error, or not complete after ten seconds */
async function fetchText(href: string): Promise<{ text: string; url: string }> {
  const controller = new AbortController()
  const limit = setTimeout(() => controller.abort(), LIMIT_MS)
  try {
    const response = await fetch(href, { signal: controller.signal })
    if (!response.ok) throw new Error(`${href}: ${response.status}`)
    return { text: await response.text(), url: response.url }
  } finally {
    clearTimeout(limit)
  }
}

/** Null if it cannot be fetched. */
async function fetchStory(href: string): Promise<LoadedStory | null> {
  const html = await fetchText(href).catch(() => null)
  if (html === null) return null
  // Inside a template nothing loads and no style applies, so the security policy blocks nothing.
  const template = document.createElement('template')
  template.innerHTML = html.text
  const page = template.content
  const article = page.querySelector<HTMLElement>('main > article')
  if (article === null) return null
  const [, pictures] = page.querySelectorAll('style')
  return {
    article,
    following: page.querySelector<HTMLElement>('main > .next'),
    path: new URL(html.url).pathname,
    title: page.querySelector('title')?.textContent ?? document.title,
    css: pictures?.textContent ?? '',
  }
}

function insertStory(story: LoadedStory, section: HTMLElement, { arrived }: NextStoryProps): void {
  const { article, following, path, title, css } = story
  for (const img of article.querySelectorAll('img')) {
    img.loading = 'lazy'
    img.removeAttribute('fetchpriority')
  }
  const heading = article.querySelector('h1')
  heading?.setAttribute('tabindex', '-1')
  adoptStyles(css)
  linkToPrevious(section)
  section.querySelector('.story')?.replaceWith(article)
  section.querySelector(':scope > button')?.remove()
  announce(section, `${arrived}: ${heading?.textContent ?? ''}`)
  addStory({ element: article, path, title })
  const next = following?.querySelector<HTMLAnchorElement>('.headline a')
  if (following && next && !isOnPage(next.pathname)) section.after(following)
}

/** The arrow in the band leads to the head of the story above. */
function linkToPrevious(section: HTMLElement): void {
  const above = section.previousElementSibling
  const previous = above?.matches('article') ? above : above?.querySelector('article')
  const link = section.querySelector<HTMLAnchorElement>('.previous')
  if (!link || !previous) return
  previous.id ||= `story-${storiesAdded()}`
  // Relative: the address of the page changes while it is read.
  link.setAttribute('href', `#${previous.id}`)
}

function announce(section: HTMLElement, text: string): void {
  const status = document.createElement('p')
  status.className = 'unseen'
  // Firefox 100 does not know the property `role`.
  status.setAttribute('role', 'status')
  section.append(status)
  // A live region announces what changes after it was added.
  setTimeout(() => {
    status.textContent = text
  }, 100)
}

/**
 * Resolves in a frame in which the element is below the screen, before that frame is laid out. An
 * observer alone reports what was true a moment ago.
 */
function isOutOfView(element: Element | null): Promise<void> {
  return new Promise((resolve) => {
    if (element === null) return resolve()
    const observer = new IntersectionObserver(() => {
      requestAnimationFrame(() => {
        if (element.getBoundingClientRect().top < innerHeight) return
        observer.disconnect()
        resolve()
      })
    })
    observer.observe(element)
  })
}
