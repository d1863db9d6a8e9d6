import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Option } from 'commander'
import { siteSchema } from '../../model/site.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { SITE_NAME } from '../folder/document.ts'
import { isLeftover } from '../folder/file-names.ts'
import { fromInvocation } from '../npm-options.ts'
import type { Command } from './command.ts'

export const initCommand: Command<[string], { name: string }> = {
  usage: 'init <folder>',
  description: 'create an empty site of your own in a new folder',
  examples: ['init ~/my-site --name "جريدتي"'],
  options: [new Option('--name <name>', 'the name of the site').default('جريدتي')],
  action: (_desk: Desk, [folder], { name }) => init(fromInvocation(folder), name),
}

const SECTIONS = [
  { id: 'news', name: 'الأخبار' },
  { id: 'culture', name: 'الثقافة' },
  { id: 'sport', name: 'الرياضة' },
]

/** Writes `site.json` and the folders for articles, pages and pictures. */
async function init(folder: string, name: string): Promise<void> {
  const refused = siteSchema.shape.name.safeParse(name)
  if (!refused.success) throw new Failure(`--name ${refused.error.issues[0]?.message}`)
  const entries = await readdir(folder).catch(() => [])
  if (entries.some((entry) => !isLeftover(entry))) {
    throw new Failure(`${folder} is not empty; name a new or an empty folder.`)
  }
  for (const part of ['articles', 'pages', 'media']) {
    await mkdir(join(folder, part), { recursive: true })
  }
  const site = { name: refused.data, language: 'ar', timeZone: 'Asia/Riyadh', sections: SECTIONS }
  await writeFile(join(folder, SITE_NAME), `${JSON.stringify(site, null, 2)}\n`)
  const option = `--folder ${folder}`
  console.log(`${join(folder, SITE_NAME)}: change the name, the sections and the time zone.
Write an article:  npm run content -- new "عنوان الخبر" ${option}
See it:            npm run content -- preview ${join(folder, 'articles', 'FILE.md')} ${option}
Publish:           npm run content -- publish ${option}
The local KV may still have the sample articles; "npm run content -- list ${option}" lists what is only in KV.`)
}
