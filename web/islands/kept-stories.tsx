import { useEffect, useRef, useState } from 'preact/hooks'
import { Hoopoe } from '../components/hoopoe.tsx'
import { type Kept, keptStories } from './kept-copies.ts'
import { tellSaved } from './offline.ts'
import { relativeTimes } from './relative-time.ts'
import { changeSaved, type SavedStory, type Story } from './saved-stories.ts'
import { shownStories } from './shown-story.ts'

export interface KeptStoriesProps {
  /** All that the reader saved; or, without a network, what is really there to be read. */
  shows: 'saved' | 'copies'
  words: {
    empty: string
    since: string
    remove: string
    removed: string
    needsScript: string
    /** The headings of what was saved and what was read, where both are shown. */
    saved: string
    recent: string
  }
  /** Which colour each section has, by its name. */
  hues: Record<string, string>
  /** That of the times, with its digits. */
  locale: string
}

/** The stories that this browser keeps, from the newest on. */
export function KeptStories({ shows, words, hues, locale }: KeptStoriesProps) {
  const [kept, setKept] = useState<Kept | null>(null)
  const [said, say] = useState('')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const read = async () => {
      setKept(shows === 'copies' ? await keptStories() : { saved: shownStories(), recent: [] })
    }
    read().then(async () => {
      if (shows !== 'saved' || !navigator.onLine) return
      // What was withdrawn has no place on a list either.
      const report = await tellSaved(true)
      if (!report?.gone.length) return
      for (const story of shownStories()) {
        if (report.gone.includes(story.path)) changeSaved(story, false)
      }
      await read()
    })
    for (const event of ['pageshow', 'storage']) addEventListener(event, read)
  }, [])
  if (kept === null) return <p class="empty needs-script">{words.needsScript}</p>
  const { saved, recent } = kept
  const sayAge = relativeTimes(locale)
  const remove = (story: SavedStory) => {
    const place = saved.indexOf(story)
    changeSaved(story, false)
    tellSaved()
    setKept({ recent, saved: saved.filter((other) => other !== story) })
    say(words.removed)
    // Focus goes to the story that takes the place, else to the list.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll('button') ?? []
      const next = buttons[Math.min(place, buttons.length - 1)] ?? list.current
      next?.focus()
    })
  }
  const row = (story: Story) => (
    <Row story={story} hue={hues[story.section] ?? 'hue'} level={shows === 'saved' ? 2 : 3} />
  )
  return (
    <div class="kept-list" ref={list} tabIndex={-1}>
      <p class="unseen" role="status">
        {said}
      </p>
      {saved.length + recent.length === 0 && (
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
                  {words.since} {sayAge(Date.now() - story.savedAt)}
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

interface RowProps {
  story: Story
  hue: string
  level: 2 | 3
}

function Row({ story: { path, headline, section, picture }, hue, level }: RowProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <article class={picture ? 'story brief' : 'story brief bare'}>
      {picture && (
        <div class="frame">
          <img class="picture cropped" src={picture} alt="" width={3} height={2} loading="lazy" />
        </div>
      )}
      <div class="words">
        <p class={`kicker ${hue}`}>{section}</p>
        <Heading class="headline">
          <a href={path}>
            <bdi>{headline}</bdi>
          </a>
        </Heading>
      </div>
    </article>
  )
}
