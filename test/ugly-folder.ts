import sharp from 'sharp'

/** Forty files as they come from Word, Google Docs, WordPress, WhatsApp, Windows and macOS. */
export async function uglyFolder(): Promise<Record<string, string | Uint8Array>> {
  const frame = (background: string) =>
    sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toBuffer()
  const frames = await Promise.all(['red', 'blue'].map(frame))
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic')])
  return {
    'site.json': `\uFEFF{\r\n  "name": "جريدة الميناء",\r\n  "sections": [{ "id": "news", "name": "الأخبار" }, { "id": "sport", "name": "الرياضة" }]\r\n}\r\n`,
    // Windows
    'articles/windows.md': story('خبر من وندوز', {}, 'فقرة أولى.\n\n- بند\n- بند').replaceAll(
      '\n',
      '\r\n',
    ),
    'articles/Notepad.MD': story('خبر'),
    'articles/unicode.md': Buffer.from(`\uFEFF${story('خبر')}`, 'utf16le'),
    'articles/ansi.md': Uint8Array.from([0x2d, 0x2d, 0x2d, 0x0a, 0xce, 0xc8, 0xd1, 0x0a]),
    'articles/Thumbs.db': 'x',
    'articles/desktop.ini': '[.ShellClassInfo]',
    // macOS
    'articles/.DS_Store': 'x',
    'articles/._windows.md': 'x',
    'articles/Icon\r': '',
    'articles/textedit.md': story('خبر').replaceAll('---', '—'),
    'articles/خبر عاجل (1).md': story('خبر'),
    // Word
    'articles/~$word.docx': 'x',
    'articles/word.docx': 'PK',
    'articles/word.md': story(
      'خبر من\u000Bوورد',
      { standfirst: 'قال الوزير: "لا" ، ثم  مضى' },
      'أبرز النقاط:\n•\tالأولى\n•\tالثانية\n\n١. أولًا\n٢. ثانيًا\n\nالميناء\tالسفن\nالسويس\t12',
    ),
    'articles/presentation.md': story('ﺧﺒﺮ ﻋﺎﺟﻞ', { kicker: 'عـــاجل' }, 'عل\u06CC و\u06A9تاب'),
    // Google Docs
    'articles/gdocs.md': story(
      'وثيقة',
      {},
      '# **وثيقة**\n\nنص **غليظ** و[رابط](https://example.com)\\.\n\n* بند\n* بند\n\n| أ | ب |\n| :---- | :---- |\n| 1 | 2 |\n\n![][image1]\n\n[image1]: <data:image/png;base64,AAAA>',
    ),
    // WordPress
    'articles/wordpress.md': story(
      'تقرير &#8220;خاص&#8221;',
      {},
      '[gallery ids="1,2,3"]\n\n<p>فقرة</p>\n\n[caption id="a"]![صورة](my photo.jpg)تعليق[/caption]\n\nنص&nbsp;ثم &amp;quot;كلمة&amp;quot;',
    ),
    'articles/tweet.md': story(
      'تغريدة',
      {},
      '<blockquote class="twitter-tweet"><p lang="ar">نص</p>&mdash; س (@s) <a href="https://twitter.com/s/status/12?ref_src=twsrc%5Etfw">5 March</a></blockquote> <script async src="https://platform.twitter.com/widgets.js"></script>\n\nhttps://www.youtube.com/watch?v=abc',
    ),
    'articles/hugo.md': story('هوغو', {}, '{{< figure src="a.jpg" >}}\n\n##عنوان\n\n==مهم=='),
    // WhatsApp
    'articles/whatsapp.md': story('رسالة', {}, '*عاجل*الآن: سقوط _أمطار_غزيرة\n\n~~محذوف~~ ~نص~'),
    'media/IMG-20260305-WA0001.jpg': await sharp(frames[0]).jpeg().toBuffer(),
    'media/WhatsApp Image 2026-03-05 at 21.30.00.jpeg': await sharp(frames[1]).jpeg().toBuffer(),
    'media/IMG_0001.HEIC': heic,
    'media/IMG_0002.jpg': heic,
    'media/logo.svg': '<svg/>',
    'media/dance.gif': await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer(),
    'media/scan.tif': 'II*',
    'media/budget.xlsx': 'PK',
    'articles/pictures.md': story(
      'صور',
      { image: '{ src: img-20260305-wa0001.jpg, alt: بحر, credit: مصوّر }' },
      '![سماء](IMG_0001.HEIC)\nتعليق. © مصوّر\n\n![رقص](dance.gif)\nتعليق. © مصوّر\n\n![جبل](IMG_0002.jpg)\nتعليق. © مصوّر',
    ),
    // YAML
    'articles/hashtag.md': story('انطلاق #مهرجان_البحر اليوم'),
    'articles/colon.md': story('عاجل: زلزال'),
    'articles/number.md': story('2026', { kicker: '', topics: '[C++, القمر, القَمَر, "#"]' }),
    'articles/invisible.md': story('خبر').replace('headline', '\u200Fheadline'),
    'articles/dates.md': story('موعد', { publishedAt: '2026-03-05 21:30', expiresAt: '5/3/2026' }),
    'articles/no-end.md': '---\nheadline: خبر\nsection: news\n\nنص بلا نهاية للحقول.\n',
    // Structure
    'articles/quote.md': story(
      'قول',
      {},
      '> قال **الوزير** — وهو مصيب — نعم.\n> — الوزير\n\n[أ][ب]\n\n[ب]: https://example.com/1\n[ب]: https://example.com/2',
    ),
    'articles/table.md': story('جدول', {}, '| أ | ب |\n| --- | --- |\n| 1 |\nسطر تحت الجدول'),
    'articles/links.md': story(
      'روابط',
      { related: '[draft, nobody]', placement: 'lead' },
      '[مسودة](/article/draft) و[قادم](/article/later)',
    ),
    'articles/draft.md': story('مسودة', {
      status: 'draft',
      standfirst: 'جملة أو جملتان تحت العنوان.',
    }),
    'articles/2026/later.md': story('قادم', { publishedAt: '2199-01-01', placement: 'lead' }),
    'articles/2026/table.json': '{ "headline": "جدول", "section": "news", }',
    'news.md': story('خبر'),
  }
}

function story(headline: string, fields: Record<string, string> = {}, body = 'فقرة.'): string {
  const all = { headline, section: 'news', publishedAt: '2026-03-05T21:30:00+03:00', ...fields }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`.trimEnd())
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`
}
