import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Option } from 'commander'
import { pageKey } from '../../model/key.ts'
import { articlePath, pagePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle, moveToDeleted } from '../folder/article-file.ts'
import { keyOfName, SITE_NAME } from '../folder/document.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { missingInKv, requireKvValue } from '../kv/kv-value.ts'
import { waitUntilLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const deleteCommand: Command<[string], { yes?: boolean }> = {
  usage: 'delete <name>',
  description: 'delete an article, or page:<id>; "rollback" undoes it',
  examples: ['delete ship', 'delete page:about --yes'],
  options: [new Option('--yes', 'do not ask for confirmation')],
  action: (desk, [name], options) => deleteValue(desk, name, options),
}

/** Deletes an article or a page from KV and moves its file aside. */
async function deleteValue(desk: Desk, name: string, { yes }: { yes?: boolean }): Promise<void> {
  if (name === SITE_NAME)
    throw new Failure('The site cannot be deleted; edit site.json and publish it instead.')
  const isPage = name.startsWith(pageKey(''))
  const file = isPage ? null : await fileOfArticle(desk.folder, name)
  const key = keyOfName(name)
  if (!yes) {
    if (!(await desk.namespace.has(key))) throw missingInKv(name)
    if (!(await isConfirmed(`Delete ${key} from KV${file ? ` and ${file}` : ''}?`))) {
      throw new Failure('Nothing was deleted.')
    }
  }
  const current = await requireKvValue(desk, name)
  await desk.namespace.put([historyEntry(current.name, current)])
  await desk.namespace.delete([current.key])
  const aside = file && (await moveToDeleted(desk.folder, file))
  console.log(`${name} is deleted${aside ? `; its file was moved to ${aside}` : ''}.`)
  const path = isPage ? pagePath(name.slice(pageKey('').length)) : articlePath(name)
  const expected = { path, status: isPage ? 404 : 410 }
  await waitUntilLive(await desk.liveSiteFromKv(), isPage ? [] : [name], [expected])
}

async function isConfirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Failure(`${question} There is no terminal to answer on; add --yes to confirm.`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // The end of the input (Ctrl-D) is not a yes.
  const ended = once(terminal, 'close').then(() => '')
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended])
  terminal.close()
  return /^(?:y|yes|ن|نعم)$/i.test(answer.trim())
}
