import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Option } from 'commander'
import { stringify } from 'yaml'
import { isId, slugOf } from '../../model/id.ts'
import { localIso } from '../../model/local-time.ts'
import { type Site, sectionNamed } from '../../model/site.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle } from '../folder/article-file.ts'
import { DRAFT_AUTHOR, DRAFT_BODY, DRAFT_STANDFIRST } from '../folder/draft-template.ts'
import type { Command } from './command.ts'

interface Options {
  id?: string
  section?: string
}

export const newCommand: Command<[string], Options> = {
  usage: 'new <headline>',
  description: 'create a draft, named after its headline',
  examples: ['new "السفينة تعبر القناة"', 'new "السفينة تعبر القناة" --id ship --section news'],
  options: [
    new Option(
      '--id <id>',
      'the id, the last part of its address; by default made from the headline',
    ),
    new Option('--section <id>', 'the id of its section; by default the first section of the site'),
  ],
  action: (desk, [headline], options) => newArticle(desk, headline, options),
}

/** Long enough to say what the article is about, short enough to share. */
const MAX_WORDS = 7

/** Writes a draft, named after its headline. */
async function newArticle(desk: Desk, headline: string, options: Options): Promise<void> {
  const { site } = await desk.read().catch(() => ({ site: null }))
  const id = options.id ?? idFor(headline)
  if (id === null || !isId(id)) {
    throw new Failure(
      'The headline gives no id; add --id with lower-case letters and digits joined by single hyphens.',
    )
  }
  const other = await fileOfArticle(desk.folder, id)
  if (other !== null) throw new Failure(`${other} exists already; choose another id with --id.`)
  if (options.section !== undefined && site !== null) warnOfSection(site, options.section)
  const minute = Math.floor(Date.now() / 60_000) * 60_000
  const fields = {
    headline,
    section: options.section ?? site?.sections[0]?.id ?? 'news',
    publishedAt: localIso(minute, site?.timeZone ?? 'Asia/Riyadh'),
    standfirst: DRAFT_STANDFIRST,
    topics: [],
    authors: [{ name: DRAFT_AUTHOR }],
    status: 'draft',
  }
  const file = join(desk.folder, 'articles', `${id}.md`)
  await mkdir(dirname(file), { recursive: true })
  const yaml = stringify(fields, { lineWidth: 0 })
  await writeFile(file, `---\n${yaml}---\n${DRAFT_BODY}`, { flag: 'wx' })
  console.log(file)
}

function idFor(headline: string): string | null {
  const slug = slugOf(headline)
  return slug?.split('-').slice(0, MAX_WORDS).join('-') ?? null
}

function warnOfSection(site: Site, section: string): void {
  if (sectionNamed(site, section) !== null) return
  const known = site.sections.map(({ id }) => id).join(', ')
  console.error(
    `${section} is not a section of the site${known && `, which has ${known}`}; change "section" in the file, or add it to site.json.`,
  )
}
