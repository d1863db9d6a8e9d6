import { useEffect, useRef, useState } from 'preact/hooks'
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
  }
  /** The CSS class of each section's colour, by the section's name. */
  hues: Record<string, string>
  /** The locale of the times, with its digits. */
  locale: string
}

/** The stories that are stored on this device, newest first. */
export function StoredStories({ shows, words, hues, locale }: StoredStoriesProps) {
  const [stories, setStories] = useState<OfflineCopies | null>(null)
  const [message, setMessage] = useState('')
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
  }, [])
  if (stories === null) return <p class="empty needs-script">{words.needsScript}</p>
  const { saved, recent } = stories
  const formatAge = relativeTimeFormat(locale)
  const remove = (story: SavedStory) => {
    const place = saved.indexOf(story)
    changeSaved(story, false)
    sendSavedStories()
    setStories({ recent, saved: saved.filter((other) => other !== story) })
    setMessage(words.removed)
    // Focus moves to the button of the story that follows, or else to the list.
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
    <div class="stored-stories" ref={list} tabIndex={-1}>
      <p class="unseen" role="status">
        {changingText(message)}
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
        <p class={`kicker ${hue}`}>
          <BidiText text={section} />
        </p>
        <Heading class="headline">
          <a href={path}>
            <bdi>
              <BidiText text={headline} />
            </bdi>
          </a>
        </Heading>
      </div>
    </article>
  )
}
