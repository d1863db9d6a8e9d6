import type { Site } from '../../../content/model/site.ts'
import type { Target } from '../../catalogue/announcement-queue.ts'
import type { Settings } from '../../env.ts'

/**
 * Who hears of changes: nobody, unless the site or a secret names them. Nobody locally either, where
 * a copy of the real site would call its hub; nor without an origin, because there are no addresses.
 */
export function targetsOf({ local, webhook, indexNowKey }: Settings, site: Site): Target[] {
  if (local || site.origin === undefined) return []
  return [
    ...(site.hub === undefined ? [] : ['web-sub' as const]),
    ...(indexNowKey === undefined ? [] : ['index-now' as const]),
    ...(webhook === undefined ? [] : ['webhook' as const]),
  ]
}
