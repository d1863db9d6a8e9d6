import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { convert } from '../content/convert/convert.ts'
import { generate } from './generator.ts'

const PICTURES = 500
const MEGABYTE = 2 ** 20

/** A WordPress export of 50,000 stories with 500 pictures: time, memory, and a second run. */
export async function benchConvert(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hudhud-bench-'))
  const source = join(folder, 'paper.xml')
  await writeExport(source, count)
  await writePictures(join(folder, 'uploads'))
  const rows: Record<string, string>[] = []
  for (const what of ['first run', 'second run']) {
    const from = performance.now()
    let most = 0
    const report = await convert({
      source,
      target: join(folder, 'paper'),
      media: [join(folder, 'uploads')],
      onProgress: (done) => {
        if (done % 500 === 0) most = Math.max(most, process.memoryUsage().rss)
      },
    })
    const seconds = (performance.now() - from) / 1000
    rows.push({
      what,
      stories: String(report.stories),
      pictures: String(report.pictures),
      'words lost': String(report.words.lost),
      problems: String(report.problems.length),
      'seconds here': seconds.toFixed(0),
      'stories a second': (count / seconds).toFixed(0),
      'memory, MB (budget 400)': (most / MEGABYTE).toFixed(0),
    })
  }
  console.table(rows)
  await rm(folder, { recursive: true })
}

async function writeExport(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file)
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await write(
    `<rss version="2.0" xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>صحيفة</title><link>http://old.example</link><wp:base_blog_url>http://old.example</wp:base_blog_url>`,
  )
  let index = 0
  for (const { id, text } of generate(count)) {
    const { headline, body, topics, publishedAt } = JSON.parse(text)
    const picture = `<img src="http://old.example/wp-content/uploads/p${index % PICTURES}-300x200.png" alt="صورة" />`
    const html = [picture, ...body].join('\n\n')
    const date = publishedAt.slice(0, 19).replace('T', ' ')
    const tags = topics.map((name: string) => `<category domain="post_tag">${name}</category>`)
    await write(
      `<item><title>${headline}</title><link>http://old.example/${date.slice(0, 4)}/${id}/</link><content:encoded><![CDATA[${html}]]></content:encoded><wp:post_id>${index}</wp:post_id><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:post_name>${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain="category" nicename="news">أخبار</category>${tags.join('')}</item>\n`,
    )
    index += 1
  }
  await write('</channel></rss>\n')
  stream.end()
  await once(stream, 'finish')
}

async function writePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (let index = 0; index < PICTURES; index += 1) {
    const background = { r: index % 256, g: index >> 8, b: 90 }
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background } })
    await picture.png().toFile(join(folder, `p${index}.png`))
  }
}
