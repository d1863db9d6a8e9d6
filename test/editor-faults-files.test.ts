import { readFile, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { check } from '../content/desk/check/check.ts'
import { setFields } from '../content/desk/folder/article-file.ts'
import { chooseDocuments, readFolder } from '../content/desk/folder/read-folder.ts'
import { planOf } from '../content/desk/plan/plan.ts'
import { aStory, check1, findingsIn, folderWith, SITE, temporaryFolder } from './checked-folder.ts'

/** Faults of files, fields and folders that editors make, by kind. */

describe('line ends', () => {
  const TEXT = aStory(
    { status: 'draft', standfirst: 'وصف' },
    '## عنوان\n\n> قول\n> — قائل\n\n- بند\n- بند',
  )
  const JSON_TEXT = JSON.stringify({ title: 'من نحن', body: ['نحن.'] }, null, 2)
  const ends = [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const
  const withEnd = (text: string, end: string) => text.replaceAll('\n', end)

  it.each(ends)('give the same value and revision with %s', async (_name, end) => {
    const files = { 'articles/a.md': TEXT, 'pages/about.json': JSON_TEXT, 'site.json': `${SITE}\n` }
    const changed = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, withEnd(text, end)]),
    )
    expect(await revisions(changed)).toEqual(await revisions(files))
  })

  async function revisions(files: Record<string, string>) {
    const path = await folderWith(files)
    const folder = await readFolder(path)
    const { documents } = folder
    const cache = join(path, '.cache')
    const checked = await check(folder, documents, { cache, keys: async () => new Set() })
    expect(checked.findings).toEqual([])
    const namespace = {
      get: () => Promise.reject(new Error('KV is empty')),
      getTexts: async () => new Map<string, string>(),
    }
    const { changes } = await planOf({ folder, documents, checked, keys: [], namespace, cache })
    return changes.map(({ document, revision }) => [document.name, revision])
  }

  it.each(ends)('are written back as %s', async (_name, end) => {
    const path = await folderWith({
      'articles/a.md': withEnd(TEXT, end),
      'articles/b.json': withEnd('{\n  "headline": "خبر"\n}\n', end),
    })
    for (const file of ['a.md', 'b.json']) {
      await setFields(join(path, 'articles', file), { reason: 'سبب' })
    }
    const [md, json] = await Promise.all(
      ['a.md', 'b.json'].map((file) => readFile(join(path, 'articles', file), 'utf8')),
    )
    expect(md).toBe(withEnd(TEXT.replace('\n---\n\n', '\nreason: سبب\n---\n\n'), end))
    expect(json).toBe(withEnd('{\n  "headline": "خبر",\n  "reason": "سبب"\n}\n', end))
  })

  it('leave their byte order mark in place', async () => {
    const path = await folderWith({ 'articles/a.md': `\uFEFF${withEnd(TEXT, '\r\n')}` })
    await setFields(join(path, 'articles/a.md'), { status: undefined })
    const text = await readFile(join(path, 'articles/a.md'), 'utf8')
    expect(text.startsWith('\uFEFF---\r\n')).toBe(true)
    expect(text).not.toContain('status')
    expect((await findingsIn(path)).said).toEqual([])
  })

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'is UTF-16 text; save it as UTF-8'],
    [
      'Windows-1256',
      Uint8Array.from([0x2d, 0x2d, 0x2d, 0x0a, 0xce, 0xc8, 0xd1]),
      'is not UTF-8 text',
    ],
  ])('of a text in %s are not the question', async (_name, bytes, words) => {
    expect(await check1({ 'articles/a.md': bytes })).toEqual([expect.stringContaining(words)])
  })
})

describe('YAML', () => {
  it.each([
    [{ headline: 'خبر #عاجل' }, '2:15 error', 'is dropped by YAML from here («#عاجل»)'],
    [{ headline: 'خبر # ثم تفصيل' }, '2:15 error', 'put the whole text in quotes'],
    [{ topics: '\n  - #القمر\n  - مصر' }, '6:5 error', 'is dropped by YAML'],
    [{ standfirst: 'قال الوزير #1 في البلاد' }, '5:24 error', 'is dropped by YAML'],
    [{ headline: '&خبر عاجل' }, '2:1 error', 'put it in quotes: "&خبر عاجل"'],
    [{ headline: '2026' }, '2:1 error', 'is a number to YAML; put it in quotes: "2026"'],
    [{ headline: '1.10' }, '2:1 error', 'put it in quotes: "1.10"'],
    [{ kicker: 'true' }, '5:1 error', 'is true or false to YAML; put it in quotes: "true"'],
    [{ topics: '[2026, القمر]' }, '5:10 error', 'topics[0]: is a number to YAML'],
    [{ headline: '[عاجل]' }, '2:1 error', 'is a list to YAML; put it in quotes: "[عاجل]"'],
    [{ headline: '{خبر}' }, '2:1 error', 'is a group of fields to YAML; put it in quotes: "{خبر}"'],
    [{ headline: '' }, '2:1 error', 'headline: is empty; write the headline'],
    [
      { kicker: '' },
      '5:1 error',
      'is empty; write a few words above the headline, or delete the line',
    ],
    [{ topics: '' }, '5:1 error', 'topics: is empty; write ["القمر"], or delete the line'],
    [{ kicker: 'null' }, '5:1 error', 'kicker: is empty to YAML (null)'],
    [{ headline: 'سطر\n  سطر آخر' }, '2:1 warning', 'YAML joins the lines'],
    [
      { section: 'science\n"\u200Fkicker": عاجل' },
      '4:1 error',
      'kicker: has an invisible character (U+200F) at its beginning',
    ],
    [
      { 'kick\u200Der': 'عاجل' },
      '5:1 error',
      'kicker: has an invisible character (U+200D) after "kick"',
    ],
    [{ Kicker: 'عاجل' }, '5:1 error', 'is not a known field; write kicker'],
  ])('reports what it drops or changes: %j', async (fields, place, words) => {
    const said = await check1({ 'articles/a.md': aStory(fields as Record<string, string>) })
    expect(said[0]).toContain(`articles/a.md:${place}`)
    expect(said[0]).toContain(words)
  })

  it.each([
    [{ status: 'published # ليس مسودة' }],
    [{ headline: '"خبر #عاجل" # ملاحظة' }],
    [{ headline: 'خبر#عاجل' }],
    [{ topics: '["2026", القمر]' }],
    [{ standfirst: '>\n  سطر\n  سطر آخر' }],
    [{ section: 'science\n# سطر كامل للملاحظة' }],
  ])('reports nothing in %j', async (fields) => {
    expect(await check1({ 'articles/a.md': aStory(fields as Record<string, string>) })).toEqual([])
  })

  it.each([
    ['\u200F---\nheadline: x\n---\n', 'begins with an invisible character (U+200F)'],
    ['———\nheadline: x\n———\n', 'which some text editors turn into —'],
    ['---\nheadline: x\n\nنص', 'write a line of --- below them'],
  ])('says why there are no fields in %j', async (text, words) => {
    expect(await check1({ 'articles/a.md': text })).toEqual([expect.stringContaining(words)])
  })

  it('reports an invisible character in JSON by its code point and place', async () => {
    const said = await check1({ 'articles/a.json': '{\n  \u200B"headline": "خبر"\n}' })
    expect(said).toEqual([
      'articles/a.json:2:3 error is not JSON (an invisible character, U+200B); delete it',
    ])
  })
})

it.each([
  ['**خبر** مهم', 'contains ** that has no effect'],
  ['خبر &quot;مهم&quot;', 'is an HTML entity'],
  ['خبر [رابط](https://example.com)', 'looks like a link'],
  ['[gallery ids=1]', 'is a shortcode'],
  ['##خبر', 'is not a heading'],
])('reports a mark in a plain field: %s', async (headline, words) => {
  const json = JSON.stringify({ ...ARTICLE, body: [headline] })
  const said = await check1({
    'articles/a.md': aStory({ headline: JSON.stringify(headline) }),
    'articles/b.json': json,
  })
  expect(said.filter((line) => line.includes(words))).toHaveLength(2)
})

const ARTICLE = { headline: 'خبر', section: 'science', publishedAt: '2026-03-05T21:30:00+03:00' }

describe('other files', () => {
  it.each([
    'Thumbs.db',
    'desktop.ini',
    '~$news.md',
    'news.md~',
    '.#news.md',
    '#news.md#',
    'news.tmp',
    '.news.md.swp',
    'Icon\r',
    '.DS_Store',
    '._news.md',
    'news.md.bak',
  ])('passes over %j', async (name) => {
    expect(await check1({ [`articles/${name}`]: 'x', [`media/${name}`]: 'x' })).toEqual([])
  })

  it.each([
    [
      'articles/notes.txt',
      'warning is neither Markdown nor JSON, so it is not published: it is plain text',
    ],
    [
      'articles/news.docx',
      'warning is neither Markdown nor JSON, so it is not published: it is a Word file',
    ],
    ['articles/news.MD', 'error ends with .MD; rename it to news.md'],
    [
      'articles/Nile Flood.md',
      'error has a name that is not an id: it contains a space and a capital letter; rename it to nile-flood.md',
    ],
    ['articles/nile_flood.md', 'it contains an underscore; rename it to nile-flood.md'],
    ['articles/\u200Fخبر.md', 'it contains an invisible character (U+200F); rename it to خبر.md'],
    ['articles/خبر (1).md', 'it contains a space and the character (; rename it to خبر-1.md'],
    ['media/IMG_1.HEIC', 'error is HEIC, which browsers do not show; export it as JPEG'],
    ['media/my photo.JPG', 'error has a name that pictures cannot have: it contains a space'],
    ['media/scan.tiff', 'error is a TIFF picture'],
    ['media/list.xlsx', 'warning is not the name of a picture, so it is not published'],
    ['news.md', 'warning is not published from here; move it to articles/ or pages/'],
    ['Media/photo.jpg', 'warning is not read; rename the folder to media'],
  ])('says what is wrong with the name %s', async (file, words) => {
    const said = await check1({ [file]: 'x' })
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(words)
  })

  it('reads sub-folders, and finds two with one id in them', async () => {
    const { said, folder } = await findingsIn(
      await folderWith({
        'articles/2025/old.md': aStory(),
        'articles/2026/03/new.md': aStory({ related: '[old]' }),
        'articles/2026/old.json': JSON.stringify({ ...ARTICLE, body: [] }),
      }),
    )
    expect(folder.documents.map(({ name }) => name)).toEqual(['site.json', 'old', 'new', 'old'])
    expect(said).toEqual([
      expect.stringContaining(
        'articles/2025/old.md:1:1 error has the same id as articles/2026/old.json',
      ),
      expect.stringContaining(
        'articles/2026/old.json:1:1 error has the same id as articles/2025/old.md',
      ),
    ])
  })

  it('takes a path through a symbolic link for the same file', async () => {
    const path = await folderWith({ 'articles/a.md': aStory() })
    const link = join(await temporaryFolder(), 'link')
    await symlink(path, link)
    const folder = await readFolder(path)
    for (const name of [`${link}/articles/a.md`, `${path}/articles/a.md`, 'articles/a.md', 'a']) {
      expect((await chooseDocuments(folder, [name])).map(({ name }) => name)).toEqual(['a'])
    }
    const linked = await readFolder(link)
    expect(await chooseDocuments(linked, [`${path}/articles/a.md`])).toHaveLength(1)
  })
})

describe('pictures', () => {
  const flat = { create: { width: 1999, height: 3, channels: 3, background: '#336699' } } as const
  const frame = (background: string) =>
    sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toBuffer()

  it.each([
    ['Photo.jpg', 'but media/photo.jpg does; write it with the same capital and small letters'],
    ['photo.png', 'but media/photo.jpg does; write its ending'],
    ['my photo.jpg', 'because of the space; rename the file'],
    ['photo.heic', 'is HEIC, which browsers do not show'],
    ['other.jpg', 'does not exist; put the file in'],
  ])('says what is wrong with the name %s', async (src, words) => {
    const photo = await sharp(await frame('red'))
      .jpeg()
      .toBuffer()
    const said = await check1({
      'media/photo.jpg': photo,
      'articles/a.md': aStory({ image: `{ src: "${src}", alt: بحر, credit: مصوّر }` }),
    })
    expect(said.join('\n')).toContain(words)
  })

  it('names a HEIC picture under the name of a JPEG', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic')])
    const said = await check1({
      'media/photo.jpg': heic,
      'articles/a.md': aStory({ image: '{ src: photo.jpg, alt: بحر, credit: مصوّر }' }),
    })
    expect(said).toEqual([
      expect.stringContaining('media/photo.jpg is HEIC, which browsers do not show'),
    ])
  })

  it('says that an animated picture will be still', async () => {
    const frames = await Promise.all(['red', 'blue'].map(frame))
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const said = await check1({
      'media/dance.gif': gif,
      'articles/a.md': aStory({ image: '{ src: dance.gif, alt: رقص, credit: مصوّر }' }),
    })
    expect(said).toEqual([
      expect.stringContaining('warning image: the picture "dance.gif" is animated'),
    ])
  })

  it('gives a flat picture the height of its file', async () => {
    const path = await folderWith({
      'media/line.png': await sharp(flat).png().toBuffer(),
      'articles/a.md': aStory({ image: '{ src: line.png, alt: خط, credit: مصوّر }' }),
    })
    const folder = await readFolder(path)
    const cache = join(path, '.cache')
    const { pictures } = await check(folder, folder.documents, {
      cache,
      keys: async () => new Set(),
    })
    const sheet = pictures.get('line.png')
    const { height } = await sharp(join(cache, sheet?.src ?? '')).metadata()
    expect(sheet?.height).toBe(height)
  })
})

describe('topics', () => {
  it.each([
    ['[القمر, القَمَر]', 'topics[1]: is the same topic as «القمر»; delete it'],
    ['["#القمر", القمر]', 'topics[1]: is the same topic as «#القمر»'],
    ['[NASA, Nasa]', 'topics[1]: is the same topic as «NASA»'],
    ['["…"]', 'topics[0]: has no letters or digits'],
    [
      '[الأمم المُتحدة]',
      'is the same topic as «الأمم المتحدة» in articles/usual.md; write it the same way',
    ],
  ])('are one per slug: %s', async (topics, words) => {
    const usual = aStory({ topics: '[الأمم المتحدة]' })
    const said = await check1({
      'articles/a.md': aStory({ topics }),
      'articles/usual.md': usual,
      'articles/usual2.md': usual,
    })
    expect(said).toEqual([expect.stringContaining(words)])
  })

  it('that differ are left alone', async () => {
    expect(
      await check1({ 'articles/a.md': aStory({ topics: '["C", "C++", "C#", ".NET"]' }) }),
    ).toEqual([])
  })
})

describe('references', () => {
  const targets = {
    'articles/draft.md': aStory({ status: 'draft' }),
    'articles/later.md': aStory({ publishedAt: '2199-01-01T00:00:00+03:00' }),
    'articles/gone.md': aStory({ status: 'withdrawn', reason: 'سبب' }),
    'articles/over.md': aStory({ expiresAt: '2026-03-06T00:00:00+03:00' }),
    'articles/open.md': aStory({ aliases: '[once]' }),
  }
  it.each([
    [{ related: '[open, draft]' }, '', 'related[1]: refers to the article draft, which is a draft'],
    [
      { translations: '{ en: later }' },
      '',
      'translations.en: refers to the article later, which is scheduled for 2199',
    ],
    [
      {},
      '[رابط](/article/gone)',
      'links to the article gone, which is withdrawn; readers see the words without the link',
    ],
    [
      {},
      ':::fact-box[ص]\n[رابط](/article/over#x)\n:::',
      'links to the article over, which has expired',
    ],
    [{ related: '[a]' }, '', 'refers to this article itself'],
  ])('to what readers do not see are warned of: %j %s', async (fields, body, words) => {
    const said = await check1({
      ...targets,
      'articles/a.md': aStory(fields as Record<string, string>, body),
    })
    expect(said).toEqual([expect.stringMatching(/^articles\/a\.md:\d+:\d+ warning /)])
    expect(said[0]).toContain(words)
  })

  it('to what readers see are right', async () => {
    const body = '[أ](/article/open)، [ب](/article/once)'
    expect(
      await check1({ ...targets, 'articles/a.md': aStory({ related: '[once]' }, body) }),
    ).toEqual([])
  })
})

describe('dates', () => {
  const cairo = SITE.replace('{', '{"timeZone":"Africa/Cairo",')
  const published = async (publishedAt: string, site = SITE) => {
    const text =
      publishedAt === '' ? aStory().replace(/publishedAt.*\n/, '') : aStory({ publishedAt })
    const { said, folder } = await findingsIn(
      await folderWith({ 'site.json': site, 'articles/a.md': text }),
    )
    const document = folder.documents.find(({ name }) => name === 'a')
    return {
      said,
      value: document?.kind === 'article' ? document.value?.publishedAt : null,
      document,
    }
  }

  it.each([
    ['2026-03-05T21:30', '2026-03-05T21:30:00+03:00'],
    ['2026-03-05 21:30', '2026-03-05T21:30:00+03:00'],
    ['2026-03-05', '2026-03-05T00:00:00+03:00'],
    ['2026/3/5 9:05', '2026-03-05T09:05:00+03:00'],
    ['٢٠٢٦-٠٣-٠٥ ٢١:٣٠', '2026-03-05T21:30:00+03:00'],
    ['2026-03-05 21:30 +0200', '2026-03-05T21:30:00+02:00'],
    ['2026-03-05T21:30:00Z', '2026-03-05T21:30:00Z'],
  ])('%s is in the time zone of the site', async (written, value) => {
    const result = await published(written)
    expect(result.said).toEqual([])
    expect(result.value).toBe(value)
  })

  it.each([
    ['2026-07-01 12:00', '2026-07-01T12:00:00+03:00'],
    ['2026-01-01 12:00', '2026-01-01T12:00:00+02:00'],
  ])('%s follows summer time', async (written, value) => {
    expect((await published(written, cairo)).value).toBe(value)
  })

  it.each([
    // Clocks in Cairo: forward at midnight of 24 April 2026, back at midnight of 30 October.
    ['2026-10-29 23:30', 'write 2026-10-29T23:30:00+03:00 or 2026-10-29T23:30:00+02:00'],
    ['2026-04-24 00:30', 'does not exist in Africa/Cairo'],
    ['5/3/2026', 'write 2026-03-05 or 2026-05-03'],
    ['2026-02-30', 'is not a date with its time and offset'],
    ['غدًا', 'is not a date with its time and offset'],
  ])('%s is refused with what to write', async (written, words) => {
    const { said } = await published(written, cairo)
    expect(said[0]).toContain('articles/a.md:4:1 error publishedAt: ')
    expect(said[0]).toContain(words)
  })

  it.each(['now', 'الآن', ''])('%j is the moment of the first publishing', async (written) => {
    const { said, value, document } = await published(written)
    expect(said).toEqual([])
    expect(Math.abs(Date.parse(value ?? '') - Date.now())).toBeLessThan(120_000)
    expect(value).toMatch(/\+03:00$/)
    expect(document?.filled).toEqual({ publishedAt: value })
  })

  it('of a draft does not move by itself, and is not written back', async () => {
    const path = await folderWith({
      'articles/a.md': aStory({ publishedAt: 'now', status: 'draft' }),
    })
    await utimes(join(path, 'articles/a.md'), 1_770_000_000, 1_770_000_000)
    const { folder } = await findingsIn(path)
    const document = folder.documents[1]
    expect(document?.value).toMatchObject({ publishedAt: '2026-02-02T05:40:00+03:00' })
    expect(document?.filled).toBeUndefined()
  })

  it('of a correction and of an update are in the time zone too', async () => {
    const fields = {
      updatedAt: '2026-03-06 10:00',
      expiresAt: '2199-01-01',
      corrections: '[{ at: 2026-03-06 09:00, kind: correction, text: خطأ }]',
    }
    const { said, folder } = await findingsIn(await folderWith({ 'articles/a.md': aStory(fields) }))
    expect(said).toEqual([])
    expect(folder.documents[1]?.value).toMatchObject({
      updatedAt: '2026-03-06T10:00:00+03:00',
      expiresAt: '2199-01-01T00:00:00+03:00',
      corrections: [{ at: '2026-03-06T09:00:00+03:00' }],
    })
  })
})

it('warns of two leads, of the words of a new draft, and of what is left empty', async () => {
  const said = await check1({
    'articles/a.md': aStory({ placement: 'lead' }),
    'articles/b.md': aStory({ placement: 'lead', standfirst: 'جملة أو جملتان تحت العنوان.' }),
    'articles/c.md': aStory({ placement: 'lead', status: 'draft' }),
    'articles/d.md': aStory({ authors: '[{ name: اسم الكاتب }]' }, 'اكتب هنا الفقرة الأولى.'),
  })
  expect(said.map((line) => line.replace(/;.*/, ''))).toEqual([
    'articles/a.md:5:1 warning placement: is lead in articles/b.md too',
    'articles/b.md:6:1 warning standfirst: is the placeholder of a new draft',
    'articles/b.md:5:1 warning placement: is lead in articles/a.md too',
    'articles/d.md:5:13 warning authors[0].name: is the placeholder of a new draft (also in body[0])',
  ])
})
