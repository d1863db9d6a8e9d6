import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Option } from 'commander'
import { stringify } from 'yaml'
import { isId, slugOf } from '../../model/id.ts'
import type { Desk } from '../desk.ts'
import { Failure } from '../failure.ts'
import { fileOfArticle } from '../folder/article-file.ts'
import type { Command } from './command.ts'

export const newCommand: Command<[string], { id?: string; section?: string }> = {
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
const HARAKAT = /[\u064B-\u0652\u0670]/g

const BODY = `
اكتب هنا الفقرة الأولى.

## عنوان فرعي

فقرة فيها **كلمة مهمة** و[رابط](https://example.com).
`

/** Writes a draft, named after its headline. */
async function newArticle(
  desk: Desk,
  headline: string,
  { id: wanted, section }: { id?: string; section?: string },
): Promise<void> {
  const { site } = await desk.read().catch(() => ({ site: null }))
  const id = wanted ?? idFor(headline)
  if (id === null || !isId(id)) {
    throw new Failure(
      'The headline gives no id; add --id with lower-case letters and digits joined by single hyphens.',
    )
  }
  const other = await fileOfArticle(desk.folder, id)
  if (other !== null) throw new Failure(`${other} exists already; choose another id with --id.`)
  const fields = {
    headline,
    section: section ?? site?.sections[0]?.id ?? 'news',
    publishedAt: nowIn(site?.timeZone ?? 'Asia/Riyadh'),
    standfirst: 'جملة أو جملتان تحت العنوان.',
    topics: [],
    authors: [{ name: 'اسم الكاتب' }],
    status: 'draft',
  }
  const file = join(desk.folder, 'articles', `${id}.md`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `---\n${stringify(fields, { lineWidth: 0 })}---\n${BODY}`, { flag: 'wx' })
  console.log(file)
}

function idFor(headline: string): string | null {
  const slug = slugOf(headline.replace(HARAKAT, ''))
  return slug?.split('-').slice(0, MAX_WORDS).join('-') ?? null
}

/** The current minute in ISO 8601, with the offset of the site's time zone. */
function nowIn(timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    calendar: 'gregory',
    numberingSystem: 'latn',
  })
  const [date, time] = format.format(Date.now()).split(' ')
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(Date.now())
    .find(({ type }) => type === 'timeZoneName')?.value
  return `${date}T${time}:00${offset?.replace('GMT', '') || '+00:00'}`
}
