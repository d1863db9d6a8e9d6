import { check } from '../check/check.ts'
import { errorsIn, reportOf } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import type { Document } from '../folder/document.ts'
import { chooseDocuments, type Folder } from '../folder/read-folder.ts'
import { type Plan, planOf } from './plan.ts'

/** What publishing would do. Prints the findings. @throws Failure when there are errors */
export async function planPublishing(
  desk: Desk,
  wanted: string[],
): Promise<{ plan: Plan; folder: Folder }> {
  const [folder, keys] = await Promise.all([desk.read(), desk.namespace.keys()])
  const documents: Document[] = chooseDocuments(folder, wanted)
  const { cache, namespace } = desk
  const names = new Set(keys.map(({ name }) => name))
  const checked = await check(folder, documents, { cache, keys: async () => names })
  if (checked.findings.length > 0) console.log(`${reportOf(checked.findings)}\n`)
  if (errorsIn(checked.findings).length > 0) {
    throw new Failure('Nothing published. Fix the errors above, or name the files to publish.')
  }
  return { plan: await planOf({ folder, documents, checked, keys, namespace, cache }), folder }
}
