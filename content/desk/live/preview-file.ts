import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { absoluteUrl, pagePath } from '../../model/path.ts'
import { previewLink } from '../../model/preview-link.ts'
import { reportOf } from '../check/report.ts'
import { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import type { Document } from '../folder/document.ts'
import { chooseDocuments } from '../folder/read-folder.ts'
import { planChanges } from '../plan/plan-publishing.ts'
import { putPlan } from '../plan/put-plan.ts'
import { startPreviewServer } from './preview-server.ts'

const DAY_MS = 86_400_000

/**
 * Shows a file as readers would see it, in the site of its folder: the built worker runs on a
 * temporary local KV until the command is stopped. Nothing is published.
 */
export async function previewFile(desk: Desk, name: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-preview-'))
  try {
    const temporary = new Desk({ folder: desk.folder, persistTo: folder })
    const [document] = await chooseDocuments(await temporary.read(), [name])
    console.log('Preparing a copy of the site…')
    const { plan, findings, leftOut } = await planChanges(temporary, [])
    const own = findings.filter(({ file }) => file === document?.file)
    if (own.length > 0) console.log(`${reportOf(own)}\n`)
    if (document === undefined || leftOut.includes(document.file)) {
      throw new Failure(`${name} has errors; fix them and run "preview" again.`)
    }
    await putPlan(temporary.namespace, plan, () => undefined)
    const secret = randomUUID()
    const server = await startPreviewServer(folder, secret)
    process.once('SIGINT', server.stop)
    process.once('SIGTERM', server.stop)
    console.log(absoluteUrl(server.origin, await pathOf(document, secret)))
    console.log('This is a copy on your machine; nothing is published. Press Ctrl-C to stop it.')
    await server.ended
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A draft has no page of its own yet. */
async function pathOf(document: Document, secret: string): Promise<string> {
  if (document.kind === 'site') return '/'
  if (document.kind === 'page') return pagePath(document.id)
  return previewLink(document.id, Date.now() + DAY_MS, secret)
}
