import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Option } from 'commander'
import { pageKey } from '../../model/key.ts'
import { articlePath, pagePath } from '../../model/path.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle, putAside } from '../folder/article-file.ts'
import { keyOfName, SITE_NAME } from '../folder/document.ts'
import { historyEntry } from '../kv/history-entry.ts'
import { absent, existing } from '../kv/kv-value.ts'
import { showLive } from '../live/wait-until-live.ts'
import type { Command } from './command.ts'

export const deleteCommand: Command<[string], { yes?: boolean }> = {
  usage: 'delete <name>',
  description: 'delete an article, or page:<id>; rollback brings it back',
  examples: ['delete ship', 'delete page:about --yes'],
  options: [new Option('--yes', 'do not ask')],
  action: (desk, [name], options) => deleteValue(desk, name, options),
}

/** Deletes an article or a page; `rollback` brings it back. */
async function deleteValue(desk: Desk, name: string, { yes }: { yes?: boolean }): Promise<void> {
  if (name === SITE_NAME) throw new Failure('The site is not deleted; publish another one instead.')
  const isPage = name.startsWith(pageKey(''))
  const file = isPage ? null : await fileOfArticle(desk.folder, name)
  const key = keyOfName(name)
  if (!yes) {
    if (!(await desk.namespace.has(key))) throw absent(name)
    if (!(await isWanted(`Delete ${key} from KV${file ? ` and ${file}` : ''}?`))) {
      throw new Failure('Nothing was deleted.')
    }
  }
  const current = await existing(desk, name)
  await desk.namespace.put([historyEntry(current.name, current)])
  await desk.namespace.delete([current.key])
  const aside = file && (await putAside(desk.folder, file))
  console.log(`${name} is deleted${aside ? `; its file is ${aside} now` : ''}.`)
  const path = isPage ? pagePath(name.slice(pageKey('').length)) : articlePath(name)
  const expected = { path, status: isPage ? 404 : 410 }
  await showLive(await desk.liveOfKv(), isPage ? [] : [name], [expected])
}

async function isWanted(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Failure(`${question} Nobody is there to answer; give --yes if you mean it.`)
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Who ends the input without an answer has not said yes.
  const ended = once(terminal, 'close').then(() => '')
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended])
  terminal.close()
  return /^(?:y|yes|ن|نعم)$/i.test(answer.trim())
}
