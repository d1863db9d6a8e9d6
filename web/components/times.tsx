import { Fragment, type VNode } from 'preact'
import type { Article } from '../../content/model/article.ts'
import { readingMinutes } from '../../content/model/plain-text.ts'
import type { RenderContext } from '../render/context.ts'
import type { LiveView } from '../render/live-view.ts'
import { CorrectionNote } from './corrections.tsx'
import { FullMoment } from './moment.tsx'

interface TimesProps {
  id: string
  article: Article
  /** Of a live story. */
  state: LiveView['state'] | undefined
  context: RenderContext
}

/** When a story was published and changed, and how long it takes to read. */
export function Times({ id, article, state, context }: TimesProps) {
  const { publishedAt, updatedAt, corrections = [], live, body } = article
  const words = context.strings
  const facts = [
    <FullMoment at={publishedAt} label={words.published} linksToDay context={context} />,
    updatedAt && (
      <>
        {words.updated}{' '}
        <FullMoment at={updatedAt} label={words.updated} after={publishedAt} context={context} />
      </>
    ),
    state ? coverageOf(live, state, context) : words.readingTime(readingMinutes(body)),
  ].filter((fact) => fact !== undefined && fact !== null)
  return (
    <p class="times">
      {facts.map((fact, place) => (
        <Fragment>
          <span>
            {fact}
            {/* It ends a fact: a line that wraps never begins with a dot. */}
            {place < facts.length - 1 && <span class="dot">{'\u00a0·'}</span>}
          </span>{' '}
        </Fragment>
      ))}
      <CorrectionNote id={id} corrections={corrections} context={context} />
    </p>
  )
}

/** When the coverage begins, or ended. */
function coverageOf(
  live: Article['live'],
  state: LiveView['state'],
  context: RenderContext,
): VNode | null {
  const words = context.strings.live
  const at = state === 'ended' ? live?.endedAt : live?.startedAt
  if (state === 'running' || at === undefined) return null
  return (
    <>
      {state === 'ended' ? words.ended : words.starts} <FullMoment at={at} context={context} />
    </>
  )
}
