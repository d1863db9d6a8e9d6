import { useEffect, useRef, useState } from 'preact/hooks'
import { MarkedText } from '../components/marked-text.tsx'
import type { FoundStory, SearchStored } from '../reader/found-story.ts'
import { sendSavedStories } from '../reader/message-service-worker.ts'
import { type OfflineCopies, offlineCopies } from '../reader/offline-copies.ts'
import { changeSaved, type SavedStory, type Story } from '../reader/saved-stories.ts'
import { validStories } from '../reader/valid-stories.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { changingText } from '../render/changing-text.tsx'
import { Hoopoe } from '../render/hoopoe.tsx'
import { relativeTimeFormat } from '../render/relative-time.ts'

export interface StoredStoriesProps {
  /** All saved stories; or the offline copies, when there is no network. */
  shows: 'saved' | 'copies'
  words: {
    empty: string
    since: string
    remove: string
    removed: string
    needsScript: string
    /** The headings of saved and of recently read stories, where both are shown. */
    saved: string
    recent: string
    /** Names the field that searches in the stories. */
    search: string
    results: string
    none: string
  }
  /** Without a network, the page of a search looks in what is stored here. */
  searchPath: string
  /** The CSS class of each section's colour, by the section's name. */
  hues: Record<string, string>
  /** The locale of the times, with its digits. */
  locale: string
}

/** The stories that are stored on this device, newest first. */
export function StoredStories(props: StoredStoriesProps) {
  const { shows, words, hues, locale, searchPath } = props
  const [stories, setStories] = useState<OfflineCopies | null>(null)
  const [message, setMessage] = useState('')
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState<SearchStored | null>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const read = async () => {
      setStories(shows === 'copies' ? await offlineCopies() : { saved: validStories(), recent: [] })
    }
    read().then(async () => {
      if (shows !== 'saved' || !navigator.onLine) return
      // Remove withdrawn stories from the list.
      const report = await sendSavedStories(true)
      if (!report?.gone.length) return
      for (const story of validStories()) {
        if (report.gone.includes(story.path)) changeSaved(story, false)
      }
      await read()
    })
    for (const event of ['pageshow', 'storage']) addEventListener(event, read)
    if (location.pathname === searchPath) {
      setTyped(new URLSearchParams(location.search).get('q') ?? '')
    }
  }, [])
  const isSearching = typed.trim() !== ''
  useEffect(() => {
    if (isSearching) startSearch()
  }, [isSearching, stories])
  /** The code that reads Arabic comes with the first touch of the field. */
  const startSearch = async () => {
    if (stories === null) return
    const all = [...stories.saved, ...stories.recent]
    const searching = await import('../reader/search-stored.ts')
      .then(({ searchStored }) => searchStored(all))
      .catch(() => (text: string) => plainSearch(all, text))
    setSearch(() => searching)
  }
  if (stories === null) return <p class="empty needs-script">{words.needsScript}</p>
  const all = [...stories.saved, ...stories.recent]
  const found = isSearching && search ? search(typed) : null
  const isShown = ({ path }: Story) => found === null || found.has(path)
  const saved = stories.saved.filter(isShown)
  const recent = stories.recent.filter(isShown)
  const formatAge = relativeTimeFormat(locale)
  const countOf = (count: number) =>
    `${words.results}: ${new Intl.NumberFormat(locale).format(count)}`
  const remove = (story: SavedStory) => {
    const place = saved.indexOf(story)
    changeSaved(story, false)
    sendSavedStories()
    setStories({ ...stories, saved: stories.saved.filter((other) => other !== story) })
    setMessage(words.removed)
    // Focus moves to the button of the story that follows, or else to the list.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll('button') ?? []
      const next = buttons[Math.min(place, buttons.length - 1)] ?? list.current
      next?.focus()
    })
  }
  const row = (story: Story) => (
    <Row
      story={story}
      found={found?.get(story.path)}
      hue={hues[story.section] ?? 'hue'}
      level={shows === 'saved' ? 2 : 3}
    />
  )
  return (
    <div class="stored-stories" ref={list} tabIndex={-1}>
      <p class="unseen" role="status">
        {changingText(message)}
      </p>
      {all.length > 0 && (
        <search class="search-field">
          <input
            type="search"
            dir="auto"
            maxLength={300}
            aria-label={words.search}
            placeholder={words.search}
            autocomplete="off"
            enterKeyHint="search"
            value={typed}
            onFocus={startSearch}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </search>
      )}
      <p class="count" role="status">
        {found && changingText(found.size === 0 ? words.none : countOf(found.size))}
      </p>
      {all.length === 0 && (
        <div class="empty">
          <Hoopoe />
          <p>{words.empty}</p>
        </div>
      )}
      {shows === 'copies' && saved.length > 0 && <h2>{words.saved}</h2>}
      {saved.length > 0 && (
        <ul>
          {saved.map((story) => (
            <li key={story.path}>
              {row(story)}
              <p class="meta">
                <span>
                  {words.since} {formatAge(Date.now() - story.savedAt)}
                </span>
                {shows === 'saved' && (
                  <button
                    type="button"
                    aria-label={`${words.remove}: ${story.headline}`}
                    onClick={() => remove(story)}
                  >
                    {words.remove}
                  </button>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {recent.length > 0 && <h2>{words.recent}</h2>}
      {recent.length > 0 && (
        <ul>
          {recent.map((story) => (
            <li key={story.path}>{row(story)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Where the code does not arrive: what has the letters in its headline. */
function plainSearch(stories: Story[], text: string): ReturnType<SearchStored> {
  const found = stories.filter(({ headline }) => headline.includes(text.trim()))
  return new Map(
    found.map(({ path }) => [path, { headlineMarks: [], snippet: { text: '', marks: [] } }]),
  )
}

interface RowProps {
  story: Story
  found: FoundStory | undefined
  hue: string
  level: 2 | 3
}

function Row({ story: { path, headline, section, picture }, found, hue, level }: RowProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <article class={picture ? 'story brief' : 'story brief bare'}>
      {picture && (
        <div class="frame">
          <img class="picture cropped" src={picture} alt="" width={3} height={2} loading="lazy" />
        </div>
      )}
      <div class="words">
        <p class={`kicker ${hue}`}>
          <BidiText text={section} />
        </p>
        <Heading class="headline">
          <a href={path}>
            <bdi>
              <MarkedText text={headline} marks={found?.headlineMarks ?? []} />
            </bdi>
          </a>
        </Heading>
        {found && found.snippet.text !== '' && (
          <p class="snippet" dir="auto">
            <MarkedText {...found.snippet} />
          </p>
        )}
      </div>
    </article>
  )
}
