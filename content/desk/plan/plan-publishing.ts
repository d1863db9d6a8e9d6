import { check } from '../check/check.ts'
import { errorsIn, reportOf } from '../check/report.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import type { Document, Finding } from '../folder/document.ts'
import { chooseDocuments, type Folder } from '../folder/read-folder.ts'
import { futureStampWarning } from '../kv/future-stamps.ts'
import type { Key } from '../kv/namespace.ts'
import { type Plan, planOf } from './plan.ts'

interface Publishing {
  plan: Plan
  folder: Folder
  /** What KV has now. */
  keys: Key[]
  /** The documents that the command is about, with errors or without. */
  chosen: Document[]
  findings: Finding[]
  /** The files with errors. */
  leftOut: string[]
}

/**
 * What publishing would do. Prints the findings. A file with errors is left out; the others are not
 * stopped by it. @throws Failure when there is nothing else
 */
export async function planPublishing(desk: Desk, wanted: string[]): Promise<Publishing> {
  const publishing = await planChanges(desk, wanted)
  const { chosen, findings, leftOut, keys } = publishing
  const warning = futureStampWarning(keys, Date.now())
  if (warning !== null) console.log(`${warning}\n`)
  if (findings.length > 0) console.log(`${reportOf(findings)}\n`)
  if (leftOut.length > 0 && chosen.every(({ file }) => leftOut.includes(file))) {
    throw new Failure('Nothing published. Fix the errors above.')
  }
  return publishing
}

/** The same without a word. */
export async function planChanges(desk: Desk, wanted: string[]): Promise<Publishing> {
  const [folder, keys] = await Promise.all([desk.read(), desk.namespace.keys()])
  const chosen = await chooseDocuments(folder, wanted)
  const { cache, namespace } = desk
  const names = new Set(keys.map(({ name }) => name))
  const checked = await check(folder, chosen, { cache, keys: async () => names })
  const { findings } = checked
  const leftOut = [...new Set(errorsIn(findings).map(({ file }) => file))].sort()
  const wrong = new Set(leftOut)
  const documents = chosen.filter(({ file }) => !wrong.has(file))
  const plan = await planOf({ folder, documents, checked, keys, namespace, cache })
  return { plan, folder, keys, chosen, findings, leftOut }
}

/** @throws Failure that names the files with errors, when there are any */
export function failForLeftOut({ leftOut }: Pick<Publishing, 'leftOut'>): void {
  if (leftOut.length === 0) return
  throw new Failure(
    `Not published, because of errors: ${leftOut.join(', ')}. Fix them and publish again.`,
  )
}
