import { showDate, showMoment } from '../../content/model/date.ts'
import { instant } from '../../content/model/moment.ts'
import { apiUpdatesPath, articlePath, updateAnchor, updatesPath } from '../../content/model/path.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import { BidiText } from '../render/bidi-text.tsx'
import { localeOf, type RenderContext } from '../render/context.ts'
import type { LivePoints, LiveView, ShownUpdate } from '../render/live-view.ts'
import { BodyBlocks } from './body.tsx'
import { Byline } from './byline.tsx'
import { Icon } from './icon.tsx'

interface LiveProps {
  id: string
  view: LiveView
  context: RenderContext
}

/** What stands above all else in a live story: its most important points, and the pinned update. */
export function Points({ points, context }: { points: LivePoints; context: RenderContext }) {
  const { strings } = context
  const { summary, pinned, revision } = points
  const isEmpty = summary.length === 0 && pinned === null
  // Also without any: there may be some by the time the browser asks.
  return (
    <section class="points" hidden={isEmpty} data-revision={revision}>
      {summary.length > 0 && <h2>{strings.live.points}</h2>}
      {summary.length > 0 && (
        <ul>
          {summary.map((point) => (
            <li>
              <BidiText text={point} />
            </li>
          ))}
        </ul>
      )}
      {pinned && (
        <div class="update pinned">
          <UpdateText update={pinned} label={strings.live.pinned} context={context} />
        </div>
      )}
    </section>
  )
}

/** The updates of one page of a live story, with the way to the others. */
export function LiveUpdates({ id, view, context }: LiveProps) {
  const { live: words } = context.strings
  const { state, order, updates, isFirst, next } = view
  const home = articlePath(id)
  const orders = [
    { name: 'newest', text: words.newestFirst },
    { name: 'oldest', text: words.oldestFirst },
  ] as const
  const natural = state === 'ended' ? 'oldest' : 'newest'
  return (
    <section
      class="live"
      {...behaviour(
        'live-updates',
        {
          api: isFollowed(view) ? apiUpdatesPath(id) : null,
          locale: localeOf(context),
          fresh: words.fresh,
          ended: words.ended,
          deleted: words.deleted,
          copied: words.copied,
        },
        'idle',
      )}
    >
      <header>
        <h2>{words.updates}</h2>
        {/* Reader views leave out an aside. */}
        <aside class="menu">
          <nav aria-label={words.order}>
            {isFollowed(view) && (
              <a class="again" href={home}>
                {words.again}
              </a>
            )}{' '}
            {orders.map(({ name, text }) => (
              <>
                <a
                  href={name === natural ? home : updatesPath(id, name)}
                  aria-current={name === order && isFirst ? 'page' : undefined}
                >
                  {text}
                </a>{' '}
              </>
            ))}
          </nav>
        </aside>
      </header>
      {isFollowed(view) && (
        <div class="fresh">
          <button type="button" hidden />
        </div>
      )}
      <p class="unseen" role="status" />
      {updates.length === 0 && <p class="empty">{words.none}</p>}
      <ol class="updates">
        {updates.map((update, place) => (
          <LiveUpdate update={update} after={updates[place - 1]?.at} context={context} />
        ))}
      </ol>
      {(next || !isFirst) && (
        <nav class="pager" aria-label={words.updates}>
          {!isFirst && (
            <a href={order === natural ? home : updatesPath(id, order)} rel="prev">
              {order === 'newest' ? words.toNewest : words.toOldest}
            </a>
          )}{' '}
          {next && (
            <a href={updatesPath(id, order, next)} rel="next">
              {order === 'newest' ? words.older : words.newer}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

/** Updates are added at the top: to the first page, newest first, of a story that has not ended. */
function isFollowed({ state, order, isFirst }: LiveView): boolean {
  return state !== 'ended' && order === 'newest' && isFirst
}

interface LiveUpdateProps {
  update: ShownUpdate
  /** When the update above it was written: on the same day only the time is shown. */
  after?: string
  context: RenderContext
}

/** One update in the list. The browser adds the same HTML when one is new (`/api/v1/…/updates`). */
export function LiveUpdate({ update, after, context }: LiveUpdateProps) {
  const { id, kind, revision } = update
  return (
    <li
      class={kind === 'key' ? 'update key' : 'update'}
      id={updateAnchor(id)}
      data-revision={revision}
    >
      <UpdateText
        update={update}
        after={after}
        label={kind && context.strings.live.kinds[kind]}
        context={context}
      />
    </li>
  )
}

function UpdateText({ update, after, label, context }: LiveUpdateProps & { label?: string }) {
  const { at, title, body, authors, href } = update
  const { live: words } = context.strings
  return (
    <>
      <p class="when">
        <a href={href}>
          <UpdateTime at={at} after={after} context={context} />
        </a>{' '}
        {label && <strong>{label}</strong>}{' '}
        <a class="share-update" href={href} aria-label={words.share} title={words.share}>
          <Icon name="share" />
        </a>
      </p>
      {title && (
        <h3>
          <BidiText text={title} />
        </h3>
      )}
      <div class="body">
        <BodyBlocks body={body} context={context} />
      </div>
      {authors && <Byline article={{ authors }} strings={context.strings} />}
    </>
  )
}

/** Absolute, because pages are cached; the browser adds how long ago that was. */
function UpdateTime({
  at,
  after,
  context: { calendar, now },
}: Omit<LiveUpdateProps, 'update'> & { at: string }) {
  const { time } = showMoment(at, calendar)
  const day = showDate(instant(at), calendar, 'date')
  const isSameDay = [after && instant(after), now].some(
    (other) => other && showDate(other, calendar, 'date') === day,
  )
  const comma = calendar.language === 'ar' ? '، ' : ', '
  return <time dateTime={at}>{isSameDay ? time : `${day}${comma}${time}`}</time>
}
