import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { generate } from './generator.ts'

export const OLD_ORIGIN = 'http://old.example'

/** What of a previous paper is exported: the file of WordPress, and its folder of pictures. */
export interface OldPaper {
  source: string
  uploads: string
}

/** Writes the export of a small paper, with what stories have beside paragraphs, and a page. */
export async function writeOldPaper(folder: string, count: number): Promise<OldPaper> {
  const uploads = join(folder, 'uploads')
  mkdirSync(join(uploads, '2014', '05'), { recursive: true })
  for (let index = 0; index < 4; index += 1) {
    const background = { r: 60 * index, g: 90, b: 120 }
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background } })
    await picture.png().toFile(join(uploads, '2014', '05', `p${index}.png`))
  }
  const source = join(folder, 'paper.xml')
  const items = [...generate(count)].map(({ id, text }, index) => storyOf(id, index, text))
  writeFileSync(source, exportOf([...items, ...PICTURES, PAGE]))
  return { source, uploads }
}

/** A file of WordPress around its items. */
function exportOf(items: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>صحيفة قديمة</title><link>${OLD_ORIGIN}</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>${OLD_ORIGIN}</wp:base_blog_url>
<wp:category><wp:category_nicename>news</wp:category_nicename><wp:cat_name>أخبار</wp:cat_name></wp:category>
<wp:category><wp:category_nicename>ports</wp:category_nicename><wp:category_parent>news</wp:category_parent><wp:cat_name>موانئ</wp:cat_name></wp:category>
${items.join('\n')}
</channel></rss>`
}

const PICTURES = [0, 1, 2, 3].map(
  (index) =>
    `<item><title>p${index}</title><wp:post_id>${9000 + index}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>${OLD_ORIGIN}/wp-content/uploads/2014/05/p${index}.png</wp:attachment_url></item>`,
)

const PAGE = `<item><title>من نحن</title><link>${OLD_ORIGIN}/about/</link><wp:post_id>8000</wp:post_id><wp:post_name>about</wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type><content:encoded><![CDATA[<p>صحيفة تصدر كل صباح.</p><p>عنواننا في الميناء.</p>]]></content:encoded></item>`

/** Each fourth story has a lead picture, each sixth one in its text, and all have blocks of some kind. */
function storyOf(id: string, index: number, text: string): string {
  const { headline, body, publishedAt } = JSON.parse(text)
  const [first, second, ...others] = body as string[]
  const date = publishedAt.slice(0, 19).replace('T', ' ')
  const picture = `<figure class="wp-block-image"><img src="${OLD_ORIGIN}/wp-content/uploads/2014/05/p${index % 4}-300x200.png" alt="سفينة ${index}" /><figcaption>عند الرصيف ${index}</figcaption></figure>`
  const html = [
    `<p>${first} <a href="${OLD_ORIGIN}/2014/story-${index === 0 ? 1 : 0}/">رابط</a> و<strong>كلمة</strong>.</p>`,
    index % 6 === 0 ? picture : '',
    '<h2>عنوان فرعي</h2>',
    `<p>${second}</p>`,
    `<ul><li>بند ${index}</li><li>بند آخر</li></ul>`,
    `<blockquote><p>قول ${index}</p><cite>قائله</cite></blockquote>`,
    `<table><tr><th>ميناء</th></tr><tr><td>سفن ${index}</td></tr></table>`,
    ...others.map((paragraph) => `<p>${paragraph}</p>`),
  ].join('\n')
  const lead =
    index % 4 === 0
      ? `<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>${9000 + (index % 3)}</wp:meta_value></wp:postmeta>`
      : ''
  return `<item><title>${headline}</title><link>${OLD_ORIGIN}/2014/${id}/</link><wp:post_id>${index + 1}</wp:post_id><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:post_name>${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><excerpt:encoded><![CDATA[مقدمة الخبر ${index}.]]></excerpt:encoded><content:encoded><![CDATA[${html}]]></content:encoded><category domain="category" nicename="ports">موانئ</category>${lead}</item>`
}
