import { Desk } from './desk/desk.ts'
import { localPort, originAt } from './desk/live/local-origin.ts'
import { planPublishing } from './desk/plan/plan-publishing.ts'
import { putPlan, sizeOf } from './desk/plan/put-plan.ts'
import { progressOf } from './desk/progress.ts'
import { liveEntries } from './desk/updates/publish-live.ts'

/**
 * Fills an empty local KV with the sample newspaper of this folder; existing content is never
 * overwritten. `npm run fill`, part of `npm start`.
 */
const desk = new Desk({ folder: import.meta.dirname })

if ((await desk.namespace.keys()).length === 0) {
  const { plan, folder } = await planPublishing(desk, [])
  const live = await liveEntries(desk, folder)
  const count = sizeOf(plan) + live.length
  await putPlan(desk.namespace, plan, progressOf('sample newspaper', count, 'value'), live)
} else {
  console.log('The local KV has content already; nothing was changed.')
}
const origin = originAt(localPort())
console.log(`
When the server below is ready, open
  ${origin}                 the front page
  ${origin}/api/v1/front    the front page as JSON
  ${origin}/api/v1/status   problems, by key
`)
