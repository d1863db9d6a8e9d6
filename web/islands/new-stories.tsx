import { useEffect, useState } from 'preact/hooks'
import { savesData } from '../reader/saves-data.ts'
import { BidiText } from '../render/bidi-text.tsx'

export interface NewStoriesProps {
  /** "3 أخبار جديدة" in the plural forms of the language; # is the number. */
  forms: Partial<Record<Intl.LDMLPluralRule, string>>
  /** Before the headline of breaking news. */
  breaking: string
  locale: string
}

interface FrontAnswer {
  latest: FrontStory[]
  breaking: FrontStory[]
}

interface FrontStory {
  url: string
  headline: string
  publishedAt: string
}

const CHECK_EVERY_MS = 120_000
const MIN_INTERVAL_MS = 20_000
/** Cached at the edge; most answers are 304, without a body. */
const FRONT_API = '/api/v1/front'

/** Says on an open front page that there are new stories. It never moves what is being read. */
export function NewStories({ forms, breaking, locale }: NewStoriesProps) {
  const [news, setNews] = useState<News | null>(null)
  useEffect(() => {
    let checkedAt = Date.now()
    const check = async () => {
      if (document.hidden || savesData() || Date.now() - checkedAt < MIN_INTERVAL_MS) return
      checkedAt = Date.now()
      const response = await fetch(FRONT_API, { cache: 'no-cache', priority: 'low' }).catch(
        () => null,
      )
      if (response?.ok) setNews(describe(await response.json(), { forms, breaking, locale }))
    }
    const timer = setInterval(check, CHECK_EVERY_MS)
    document.addEventListener('visibilitychange', check)
    addEventListener('pageshow', check)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', check)
      removeEventListener('pageshow', check)
    }
  }, [])
  return (
    <div class="news" role="status">
      {news && (
        <button key={news.label + news.headline} type="button" onClick={showFromTheTop}>
          {news.label}
          {news.headline && ' '}
          {news.headline && (
            <bdi>
              <BidiText text={news.headline} />
            </bdi>
          )}
        </button>
      )}
    </div>
  )
}

interface News {
  label: string
  /** Of breaking news. */
  headline?: string
}

function describe(front: FrontAnswer, { forms, breaking, locale }: NewStoriesProps): News | null {
  const shown = new Set(
    [...document.querySelectorAll<HTMLAnchorElement>('main .headline a')].map(
      ({ pathname }) => pathname,
    ),
  )
  const isShown = ({ url }: FrontStory) => shown.has(new URL(url, location.href).pathname)
  const urgent = front.breaking.find((story) => !isShown(story))
  if (urgent) return { label: `${breaking}:`, headline: urgent.headline }
  // A story that moved up because another was withdrawn is older than all that are shown: not new.
  const times = [...document.querySelectorAll<HTMLTimeElement>('main .story time')]
    .map(({ dateTime }) => Date.parse(dateTime))
    .sort((one, other) => other - one)
  const oldest = times[Math.min(times.length, front.latest.length) - 1] ?? 0
  const fresh = front.latest.filter(
    (story) => !isShown(story) && !(Date.parse(story.publishedAt) < oldest),
  )
  if (fresh.length === 0) return null
  const form = forms[new Intl.PluralRules(locale).select(fresh.length)] ?? forms.other ?? '#'
  return { label: form.replace('#', new Intl.NumberFormat(locale).format(fresh.length)) }
}

function showFromTheTop(): void {
  scrollTo(0, 0)
  location.reload()
}
