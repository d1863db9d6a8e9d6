import { useEffect, useState } from 'preact/hooks'
import { savesData } from './saves-data.ts'

export interface NewStoriesProps {
  /** "3 أخبار جديدة" in the language's plural forms; # is the number. */
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

const ASK_EVERY_MS = 120_000
const SOONEST_MS = 20_000
/** A page of the API that the edge keeps: it mostly answers 304, without a body. */
const FRONT = '/api/v1/front'

/** Tells an open front page that there is news. It never moves what is being read. */
export function NewStories({ forms, breaking, locale }: NewStoriesProps) {
  const [news, setNews] = useState('')
  useEffect(() => {
    let asked = Date.now()
    const ask = async () => {
      if (document.hidden || savesData() || Date.now() - asked < SOONEST_MS) return
      asked = Date.now()
      const response = await fetch(FRONT, { cache: 'no-cache', priority: 'low' }).catch(() => null)
      if (response?.ok) setNews(describe(await response.json(), { forms, breaking, locale }))
    }
    const timer = setInterval(ask, ASK_EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    addEventListener('pageshow', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('pageshow', ask)
    }
  }, [])
  return (
    <div class="news" role="status">
      {news && (
        <button type="button" onClick={showFromTheTop}>
          {news}
        </button>
      )}
    </div>
  )
}

function describe(front: FrontAnswer, { forms, breaking, locale }: NewStoriesProps): string {
  const shown = new Set(
    [...document.querySelectorAll<HTMLAnchorElement>('main .headline a')].map(
      ({ pathname }) => pathname,
    ),
  )
  const isShown = ({ url }: FrontStory) => shown.has(new URL(url, location.href).pathname)
  const urgent = front.breaking.find((story) => !isShown(story))
  if (urgent) return `${breaking}: \u2068${urgent.headline}\u2069`
  // What moved up because something was withdrawn is older than all that is shown, and no news.
  const times = [...document.querySelectorAll<HTMLTimeElement>('.latest time')]
  const oldest = Math.min(...times.map(({ dateTime }) => Date.parse(dateTime)))
  const fresh = front.latest.filter(
    (story) => !isShown(story) && !(Date.parse(story.publishedAt) < oldest),
  )
  if (fresh.length === 0) return ''
  const form = forms[new Intl.PluralRules(locale).select(fresh.length)] ?? forms.other ?? '#'
  return form.replace('#', new Intl.NumberFormat(locale).format(fresh.length))
}

function showFromTheTop(): void {
  scrollTo({ top: 0, behavior: 'instant' })
  location.reload()
}
