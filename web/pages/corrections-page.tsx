import type { Correction } from '../../content/model/article.ts'
import { showMonth } from '../../content/model/date.ts'
import { CORRECTIONS_PATH, pagePath } from '../../content/model/path.ts'
import { FullMoment } from '../components/moment.tsx'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { canonicalUrl, headOf, titled } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'
import { listData } from '../render/structured-data.ts'
import { directionOf } from '../strings/direction.ts'

interface CorrectionItem {
  headline: string
  /** Of the story, and so of the correction. */
  language: string
  /** The place in the story. */
  href: string
  correction: Correction
  /** From when on readers see it, in milliseconds since 1970. */
  shownAt: number
}

interface CorrectionsPageProps {
  items: CorrectionItem[]
  /** The page of older ones. */
  older: string | null
  isFirst: boolean
}

/** Every correction of every story, newest first, by month. */
export function correctionsPage(props: CorrectionsPageProps): PageDefinition {
  return {
    style: 'corrections',
    head: (context) => {
      const { site, strings } = context
      const { title, text } = strings.correctionList
      const path = CORRECTIONS_PATH
      const items = props.items.map(({ href }) => ({ url: canonicalUrl(context, href) ?? href }))
      return headOf(context, {
        title: titled(title, context),
        description: text,
        canonical: props.isFirst ? canonicalUrl(context, path) : undefined,
        feed: { list: path, title },
        ...(props.isFirst && {
          structured: listData({ title, path, kind: 'corrections', items }, site),
        }),
        isIndexed: site.origin !== undefined && props.isFirst,
      })
    },
    body: (context) => <CorrectionList {...props} context={context} />,
  }
}

interface CorrectionListProps extends CorrectionsPageProps {
  context: RenderContext
}

function CorrectionList({ items, older, isFirst, context }: CorrectionListProps) {
  const { strings, calendar } = context
  const words = strings.correctionList
  const months = Map.groupBy(items, ({ shownAt }) => showMonth(shownAt, calendar))
  return (
    <div class="correction-list">
      <header>
        <h1>{words.title}</h1>
        <p>
          {words.text}{' '}
          <a href={pagePath('corrections-policy')}>{strings.pages['corrections-policy']}</a>
        </p>
      </header>
      {items.length === 0 && <p class="empty">{words.empty}</p>}
      {[...months].map(([month, ofMonth]) => (
        <section>
          <h2>{month}</h2>
          {ofMonth.map((item) => (
            <CorrectionEntry {...item} context={context} />
          ))}
        </section>
      ))}
      {(older || !isFirst) && (
        <nav class="pager" aria-label={words.title}>
          {!isFirst && (
            <a href={CORRECTIONS_PATH} rel="prev">
              {strings.newest}
            </a>
          )}{' '}
          {older && (
            <a href={older} rel="next">
              {words.older}
            </a>
          )}
        </nav>
      )}
    </div>
  )
}

interface CorrectionEntryProps extends CorrectionItem {
  context: RenderContext
}

function CorrectionEntry({ headline, language, href, correction, context }: CorrectionEntryProps) {
  const { at, kind, text } = correction
  const own = { lang: language, dir: directionOf(language) }
  return (
    <article class="entry">
      <p class="meta">
        <strong>{context.strings.correctionKinds[kind]}</strong>{' '}
        <FullMoment at={at} context={context} />
      </p>
      <h3 {...own}>
        <a href={href}>
          <BidiText text={headline} />
        </a>
      </h3>
      <p {...own}>
        <BidiText text={text} />
      </p>
    </article>
  )
}
