import { z } from 'zod'
import { canonicalId, isId } from '../../../content/model/id.ts'
import { liveState } from '../../../content/model/live-story.ts'
import { updateSchema } from '../../../content/model/live-updates.ts'
import {
  absoluteUrl,
  apiArticlePath,
  apiUpdatesPath,
  articlePath,
} from '../../../content/model/path.ts'
import { renderUpdates } from '../../../web/render-updates.tsx'
import { FALLBACK, PAGE, UPDATES } from '../../http/cache-policy.ts'
import { problem } from '../../http/problem.ts'
import { redirect } from '../../http/redirect.ts'
import { answerUpdates, loadLiveHead, tagsOfUpdates } from '../../read/live-answer.ts'
import { placeIn } from '../../read/live-window.ts'
import { loadSite } from '../../read/site.ts'
import { operation } from './operation.ts'
import { parsed } from './parameters.ts'

const since = parsed(
  (text) => (isId(text) ? text : null),
  'since is not the id of an update; use the id of the newest one that you have',
)
  .optional()
  .describe('The id of the newest update that you have: only newer ones are answered')

const before = parsed(placeIn, 'before is not a place; use "next" of a response')
  .optional()
  .describe('"next" of a response: older updates')

const answer = z.object({
  id: z.string(),
  url: z.string(),
  startedAt: z.string(),
  /** Null while it runs, also where its end is planned. */
  endedAt: z.string().nullable(),
  /** What stands above the updates. */
  points: z.object({
    summary: z.array(z.string()),
    /** The id of the pinned update; null where none is, or where it is in an older part. */
    pinned: z.string().nullable(),
    /** Changes with every edit. */
    revision: z.string(),
    /** As the story's page shows them. */
    html: z.string(),
  }),
  /** Newest first, 50 at most. */
  updates: z.array(
    updateSchema.extend({
      /** Changes with every edit. */
      revision: z.string(),
      /** The update as an item of the list on the story's page. */
      html: z.string(),
    }),
  ),
  /** There are more that are newer than `since`. */
  isCut: z.boolean(),
  next: z.string().nullable(),
  /** The newest 50 of all: another revision is an edit; what you have and is missing was deleted. */
  newest: z.array(z.object({ id: z.string(), revision: z.string() })),
  /** `newest` has all updates of the story. */
  isWhole: z.boolean(),
  /** CSS rules of the pictures in `html`. */
  styles: z.string(),
})

/** The updates of a live story: what every open page of it asks for. */
export const listUpdates = operation({
  id: 'listUpdates',
  method: 'GET',
  path: '/articles/:id/updates',
  summary: 'List the updates of a live story, newest first',
  arabicSummary: 'تحديثات تغطية مباشرة، الأحدث أولًا',
  pathParameters: { id: z.string().describe('The id of an article with `live`') },
  query: z.object({ since, before }),
  answer,
  errors: [404, 410],
  example: '/articles/apollo-11/updates?since=19690721-0539',
  async handle(c, question) {
    const { services } = c.var
    const id = canonicalId(c.req.param('id') ?? '')
    if (id === null) return problem(c, 404, 'this is not the id of an article', { tags: [] })
    if (apiUpdatesPath(id) !== c.var.pathname) return redirect(c, apiUpdatesPath(id))
    if (question.since !== undefined && question.before !== undefined) {
      return problem(c, 400, 'send since or before, not both')
    }
    const [{ site }, head] = await Promise.all([loadSite(services), loadLiveHead(services, id)])
    switch (head.kind) {
      case 'moved':
        return redirect(c, apiUpdatesPath(head.to), head)
      case 'missing':
        return problem(c, 404, 'there is no article with this id', head)
      case 'gone':
        return problem(c, 410, head.reason ?? 'this article was removed', head)
      case 'plain': {
        const detail = `this article has no updates; its text is at ${apiArticlePath(id)}`
        return problem(c, 404, detail, head)
      }
    }
    const { article } = head
    const { isPartial, nextChange, references, points, ...answered } = await answerUpdates(
      services,
      { id, head, origin: site.origin },
      question,
    )
    const path = articlePath(id)
    const rendered = renderUpdates({ updates: answered.updates, points }, article, {
      site,
      path,
      now: services.now,
    })
    // An end may be planned: until then the story runs.
    const isEnded = liveState(article.live, services.now) === 'ended'
    const policy = isEnded ? PAGE : UPDATES
    return {
      value: {
        id,
        url: absoluteUrl(site.origin, path),
        startedAt: article.live.startedAt,
        endedAt: isEnded ? (article.live.endedAt ?? null) : null,
        points: { ...points, pinned: points.pinned?.id ?? null, html: rendered.points },
        ...answered,
        updates: answered.updates.map(({ href, ...update }, index) => ({
          ...update,
          html: rendered.html[index] ?? '',
        })),
        styles: rendered.styles,
      },
      policy: isPartial ? FALLBACK : policy,
      nextChange,
      tags: await tagsOfUpdates(id, references),
      // Pages count the age of updates by this clock; workerd alone sends none.
      headers: { Date: new Date(services.now).toUTCString() },
    }
  },
})
