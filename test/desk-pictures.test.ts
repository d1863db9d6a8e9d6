import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GROUNDS } from '../content/desk/pictures/draw-share-card.ts'
import { preparePicture } from '../content/desk/pictures/prepare-picture.ts'
import { ROOT } from '../content/desk/project-root.ts'
import { SHARE_SIZE } from '../content/model/prepared-picture.ts'
import { type LocalDesk, startLocalDesk } from './local-desk.ts'
import { once } from './once.ts'
import { run, type Said } from './run.ts'

/** Pictures from an editor's folder to a reader's screen, and everything back into files. */
let paper: LocalDesk
let folder: string
/** A share picture that no article names any more; nothing deletes it. */
let replacedCard: string | undefined

beforeAll(async () => {
  paper = await startLocalDesk()
  folder = join(paper.folder, 'paper')
  for (const part of ['articles', 'media', 'pages']) {
    await mkdir(join(folder, part), { recursive: true })
  }
  const site = { name: 'هدهد', sections: [{ id: 'science', name: 'العلوم' }] }
  await writeFile(join(folder, 'site.json'), JSON.stringify(site))
  await writeFile(join(folder, 'pages', 'about.json'), '{"title":"من نحن","body":["نحن."]}')
})
afterAll(() => paper.close())

function content(name: string, ...args: string[]): Promise<Said> {
  return paper.content(name, `--folder=${folder}`, ...args)
}

async function bytesAt(path: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const response = await fetch(paper.origin + path)
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

/** Noise in one corner, so that there is something to look at; with the photographer's place. */
async function photo(width: number, height: number): Promise<Buffer> {
  const noise = await sharp({
    create: {
      width: 200,
      height: 200,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer()
  const place = { GPSLatitudeRef: 'N', GPSLatitude: '30/1 35/1 12/1', GPSLongitudeRef: 'E' }
  return sharp({ create: { width, height, channels: 3, background: '#1f6f78' } })
    .composite([{ input: noise, left: width - 250, top: 50 }])
    .withExif({ IFD0: { Copyright: 'secret name' }, IFD3: place })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>secret place</place></x:xmpmeta>')
    .jpeg({ quality: 90 })
    .toBuffer()
}

async function story(id: string, picture: string): Promise<void> {
  const text = `---\nheadline: صورة\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\nimage:\n  src: ${picture}\n  alt: بحر\n  credit: مصوّر\n---\n\n![سماء](../media/${picture})\nتعليق. © مصوّر\n`
  await writeFile(join(folder, 'articles', `${id}.md`), text)
}

async function page(path: string): Promise<string> {
  return (await paper.get(path)).text
}

const photos = once(async () => {
  const media = (name: string, bytes: Buffer) => writeFile(join(folder, 'media', name), bytes)
  await media('sea.jpg', await photo(2400, 1600))
  await media('small.jpg', await photo(500, 300))
  const lying = await sharp(await photo(900, 600))
    .withMetadata({ orientation: 6 })
    .toBuffer()
  await media('upright.jpg', lying)
  await media('large.jpg', await photo(9500, 6400))
  for (const id of ['sea', 'small', 'upright', 'large']) await story(id, `${id}.jpg`)
  return await content('publish')
})

it('prepares photos once, of up to 60 megapixels and more', async () => {
  const { code, text } = await photos()
  expect(text).toContain('prepared: 4 pictures\n')
  // Two formats in one, two or three sizes; four pictures of link previews; four stories, a page and
  // the site.
  expect(text).toContain(`put: ${2 * (3 + 2 + 2 + 3) + 4 + 6} values\n`)
  expect(code).toBe(0)
  expect(await page('/article/large')).toContain('/1600.avif 1600w')

  await story('sea-again', 'sea.jpg')
  const { text: second } = await content('publish')
  expect(second).toContain('put: 1 value\n')
  expect(second).not.toContain('prepared')
})

it('unpacks the fonts of cards once: another command may be drawing with them', async () => {
  const cache = join(folder, 'cache-of-fonts')
  const module = join(ROOT, 'content', 'desk', 'pictures', 'card-fonts.ts')
  const code = `const { useCardFonts } = await import(${JSON.stringify(module)})
    await useCardFonts(${JSON.stringify(cache)})`
  const use = () => run(process.execPath, ['--input-type=module', '--eval', code])
  const written = async () => {
    const [home = '', ...more] = await readdir(cache)
    expect(more).toEqual([])
    const names = await readdir(join(cache, home))
    return Promise.all(
      names.map(async (name) => [name, (await stat(join(cache, home, name))).mtimeMs]),
    )
  }
  const both = await Promise.all([use(), use()])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  const before = await written()
  expect(before).toHaveLength(7)
  expect((await use()).code).toBe(0)
  expect(await written()).toEqual(before)
})

it('prepares a picture once though two ask for it at the same moment', async () => {
  const file = join(folder, 'twice.jpg')
  await writeFile(file, await photo(600, 400))
  const cache = join(folder, 'cache-of-two')
  const [one, other] = await Promise.all([preparePicture(file, cache), preparePicture(file, cache)])
  expect(one).toEqual(other)
  const [hash = '', ...more] = await readdir(cache)
  expect(more).toEqual([])
  expect((await readdir(join(cache, hash))).sort()).toEqual([
    '400.avif',
    '400.jpg',
    '600.avif',
    '600.jpg',
    'sheet.json',
  ])
})

it('shows a photo in the sizes that screens need, with its colour and what a crop keeps', async () => {
  await photos()
  const text = await page('/article/sea')
  const [, hash] = /\/media\/([0-9a-f]{16})\/1600\.jpg/.exec(text) ?? []
  for (const format of ['avif', 'jpg']) {
    const sizes = [400, 800, 1600].map((width) => `/media/${hash}/${width}.${format} ${width}w`)
    expect(text).toContain(`srcset="${sizes.join(', ')}"`)
  }
  expect(text).toMatch(/<img[^>]* sizes="[^"]+"/)
  expect(text).toContain('width="1600" height="1067"')
  // What is below the story, like the next one, is another matter.
  const [own = ''] = text.split('<section')
  const [lead, ...below] = own.match(/<img[^>]*>/g) ?? []
  expect(lead).toContain('fetchpriority="high"')
  expect(lead).not.toContain('loading="lazy"')
  expect(below.length).toBeGreaterThan(0)
  for (const picture of below) {
    expect(picture).toContain('loading="lazy"')
    expect(picture).not.toContain('fetchpriority')
  }
  const [, color = ''] =
    /--x:0\.(?:8|9)\d?;--y:[\d.]+;--ratio:[\d.]+;--ground:#([0-9a-f]{6})/.exec(text) ?? []
  const near = [0x1f, 0x6f, 0x78].map((part, index) =>
    Math.abs(part - Number.parseInt(color.slice(2 * index, 2 * index + 2), 16)),
  )
  expect(Math.max(...near)).toBeLessThan(16)
})

it('leaves nothing of the place or the photographer in what readers load, which never changes', async () => {
  await photos()
  const original = await readFile(join(folder, 'media', 'sea.jpg'))
  const { exif, xmp } = await sharp(original).metadata()
  // The directory of GPS, and what lies in it.
  expect(exif?.includes(Buffer.from([0x25, 0x88]))).toBe(true)
  expect(exif?.includes('secret name')).toBe(true)
  expect(xmp?.includes('secret place')).toBe(true)

  const [, hash] = /\/media\/([0-9a-f]{16})\/1600\.jpg/.exec(await page('/article/sea')) ?? []
  for (const width of [400, 800, 1600]) {
    for (const [format, type] of [
      ['avif', 'image/avif'],
      ['jpg', 'image/jpeg'],
    ]) {
      const { headers, bytes } = await bytesAt(`/media/${hash}/${width}.${format}`)
      expect(headers.get('Content-Type')).toBe(type)
      expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      const metadata = await sharp(bytes).metadata()
      expect(metadata).toMatchObject({ width, height: Math.round((width * 2) / 3) })
      expect([metadata.exif, metadata.xmp, metadata.iptc]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      for (const secret of ['secret', 'Exif', 'GPS']) expect(bytes.includes(secret)).toBe(false)
    }
  }
})

it('makes no size wider than the original, and turns it upright', async () => {
  await photos()
  expect(await page('/article/small')).toMatch(/400\.avif 400w, \S+\/500\.avif 500w"/)
  expect(await page('/article/upright')).toContain('width="600" height="900"')
})

it('says in feeds how large the picture of a story is', async () => {
  await photos()
  const { items } = JSON.parse((await paper.get('/feed.json')).text) as {
    items: { url: string; attachments?: { url: string; size_in_bytes: number }[] }[]
  }
  const pictured = items.filter(({ attachments }) => attachments)
  expect(pictured.length).toBeGreaterThan(2)
  for (const { attachments: [picture] = [] } of pictured) {
    const { bytes } = await bytesAt(new URL(picture?.url ?? '', paper.origin).pathname)
    expect(picture?.size_in_bytes, picture?.url).toBe(bytes.length)
  }
})

describe('the picture of link previews', () => {
  const shareOf = async (id: string) => {
    const { share } = JSON.parse((await paper.get(`/api/v1/articles/${id}`)).text) as {
      share?: string
    }
    return share
  }

  it('is a crop round the focus where the picture has another shape', async () => {
    await photos()
    const { headers, bytes } = await bytesAt(`/media/${await shareOf('sea')}`)
    expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(bytes.length).toBeLessThanOrEqual(200_000)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', ...SHARE_SIZE })
    // The noise of the corner is in it.
    const corner = await sharp(bytes)
      .extract({ left: 1085, top: 40, width: 60, height: 60 })
      .png()
      .toBuffer()
    const { channels } = await sharp(corner).stats()
    expect(channels[0]?.stdev).toBeGreaterThan(8)
  })

  it('is a card with the headline where there is none, made once for the same words', async () => {
    await photos()
    const write = (headline: string, more = '') =>
      writeFile(
        join(folder, 'articles', 'bare.md'),
        `---\nheadline: "${headline}"\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n${more}---\n\nنص.\n`,
      )
    await write('ارتفع -5% في «C++» & <رقم> 🚀')
    expect((await content('publish', 'bare')).text).toContain('put: 2 values\n')
    const first = await shareOf('bare')
    const { bytes } = await bytesAt(`/media/${first}`)
    expect(bytes.length).toBeLessThanOrEqual(200_000)
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject(SHARE_SIZE)
    // The ground is the section's colour; the headline stands on the right.
    const inkIn = (left: number, right: number) => {
      let count = 0
      for (let y = 130; y < 470; y += 1) {
        for (let x = left; x < right; x += 1) if ((data[3 * (y * 1200 + x)] ?? 0) > 200) count += 1
      }
      return count
    }
    const ground = [0x0f, 0x5c, 0x59].map((part, index) => Math.abs(part - (data[index] ?? 0)))
    expect(Math.max(...ground)).toBeLessThan(4)
    expect(inkIn(600, 1120)).toBeGreaterThan(2000)
    expect(inkIn(1121, 1200)).toBe(0)
    expect((await content('publish', 'bare')).text).not.toContain('put:')
    await write('عنوان آخر')
    // The picture, the article and its previous revision.
    expect((await content('publish', 'bare')).text).toContain('put: 3 values\n')
    expect(await shareOf('bare')).not.toBe(first)
    replacedCard = first
  })

  it('is made of a prepared picture that only KV has', async () => {
    await photos()
    const file = join(paper.folder, 'portrait.jpg')
    await writeFile(file, await photo(900, 1200))
    const src = 'aaaabbbbccccdddd/900.jpg'
    await paper.wrangler('key', 'put', `media:${src}`, `--path=${file}`)
    await writeFile(
      join(folder, 'articles', 'borrowed.md'),
      `---\nheadline: صورة مستعارة\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\nimage:\n  src: ${src}\n  alt: بحر\n  credit: مصوّر\n  width: 900\n  height: 1200\n---\n\nنص.\n`,
    )
    expect((await content('publish', 'borrowed')).text).toContain('put: 2 values\n')
    const { bytes } = await bytesAt(`/media/${await shareOf('borrowed')}`)
    expect(await sharp(bytes).metadata()).toMatchObject(SHARE_SIZE)
  })

  it('has the colours that sections have on the pages', async () => {
    const tokens = await readFile(join(ROOT, 'web/styles/tokens.css'), 'utf8')
    const hues = [...tokens.matchAll(/--hue-\d: light-dark\((#\w+),/g)].map(([, hue]) => hue)
    expect(GROUNDS).toEqual(hues)
  })

  it('is not made of a draft, nor of what was moved here from another system', async () => {
    await photos()
    for (const field of ['status: draft', 'previousPaths: [/2014/05/flood]']) {
      const fields = `headline: عنوان\nsection: science\npublishedAt: 2014-03-05T21:30:00+03:00\n${field}`
      await writeFile(join(folder, 'articles', 'none.md'), `---\n${fields}\n---\n\nنص.\n`)
      const { text } = await content('publish', 'none')
      expect(text).toMatch(/put: [12] values?\n/)
      const key = JSON.parse(String(await paper.bytes('article:none')))
      expect(key.share).toBeUndefined()
    }
  })
})

/** A story and its picture, under keys of an editor without the commands. */
const putByHand = once(async () => {
  await photos()
  await paper.wrangler(
    'key',
    'put',
    'media:raw.jpg',
    `--path=${join(folder, 'media', 'small.jpg')}`,
  )
  const article = {
    headline: 'خام',
    section: 'science',
    publishedAt: '2026-03-05T21:30:00+03:00',
    image: { src: 'raw.jpg', alt: 'بحر', credit: 'مصوّر' },
    body: [],
  }
  await writeFile(join(paper.folder, 'raw.json'), JSON.stringify(article))
  await paper.wrangler('key', 'put', 'article:raw', `--path=${join(paper.folder, 'raw.json')}`)
})

it('shows a picture that was put by hand, in a box of 3 to 2', async () => {
  await putByHand()
  const { text } = await paper.get('/article/raw')
  expect(text).toMatch(
    /<img class="picture cropped[^"]*" src="\/media\/raw\.jpg" alt="بحر" width="3" height="2"/,
  )
  const { headers } = await paper.get('/media/raw.jpg')
  expect(headers.get('Cache-Control')).toBe('public, max-age=300')
})

it('refuses what is no picture, is broken, too large, missing or without credit, with the place', async () => {
  const bad = join(paper.folder, 'bad')
  await mkdir(join(bad, 'articles'), { recursive: true })
  await mkdir(join(bad, 'media'))
  const media = (name: string, bytes: string | Buffer) => writeFile(join(bad, 'media', name), bytes)
  const whole = await photo(800, 500)
  await media(
    'script.svg',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  )
  await media(
    'vector.jpg',
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  )
  await media('letter.png', 'Dear editor')
  await media('half.jpg', whole.subarray(0, whole.length / 2))
  await media(
    'tower.png',
    await sharp({ create: { width: 400, height: 21000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  )
  await media(
    'bomb.png',
    await sharp({ create: { width: 11000, height: 10000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  )
  const figure = (src: string, credit = ' © مصوّر') => `![بحر](${src})\nتعليق.${credit}`
  const names = [
    'vector.jpg',
    'letter.png',
    'half.jpg',
    'bomb.png',
    'missing.jpg',
    'https://example.com/x.jpg',
    'tower.png',
    'photo.exe',
  ]
  const body = [...names.map((name) => figure(name)), figure('half.jpg', '')].join('\n\n')
  const text = `---\nheadline: صورة\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n---\n${body}\n`
  await writeFile(join(bad, 'articles', 'bad.md'), text)
  await writeFile(join(bad, 'articles', 'worse.md'), text.replace(`\n\n${figure('photo.exe')}`, ''))

  const said = await paper.content('publish', `--folder=${bad}`)
  expect(said.code).toBe(1)
  for (const line of [
    'media/script.svg:1:1 error: is an SVG, which may contain scripts; save it as PNG',
    'bad.md:27:1 error: body[7].src: "photo.exe" is not a picture',
    'worse.md:6:1 error: body[0]: media/vector.jpg is not a picture, in spite of its name',
    'worse.md:9:1 error: body[1]: media/letter.png is not a picture',
    'worse.md:12:1 error: body[2]: media/half.jpg cannot be read',
    'worse.md:15:1 error: body[3]: media/bomb.png has more than 100 megapixels',
    'worse.md:18:1 error: body[4]: the picture "missing.jpg" does not exist',
    'worse.md:21:1 error: body[5]: the picture is from https://example.com; put the file in',
    'worse.md:24:1 error: body[6]: media/tower.png is too high for its width',
    'worse.md:27:1 error: body[7]: the picture "half.jpg" has no credit',
  ]) {
    expect(said.text).toContain(line)
  }
  expect((await paper.get('/article/bad')).status).toBe(404)
})

/** The folder of an export. */
const exported = once(async () => {
  await putByHand()
  await writeFile(join(folder, 'pages', 'about.json'), '{"title":"من نحن","body":["كلنا."]}')
  await content('publish', 'page:about')
  await paper.wrangler('key', 'put', 'article:../../escape', 'x', '--metadata={"by":"hand"}')
  const first = join(paper.folder, 'first')
  expect((await paper.content('export', first)).code).toBe(0)
  return first
})

it('exports everything byte by byte, and brings it back so', async () => {
  const first = await exported()
  const keys = JSON.parse(await readFile(join(first, 'keys.json'), 'utf8'))
  const listed = JSON.parse((await paper.wrangler('key', 'list')).text)
  const ours = listed.filter(({ name }: { name: string }) => !name.startsWith('derived:'))
  expect(keys.map(({ file: _, ...key }: { file: string }) => key)).toEqual(ours)
  const files = await filesIn(first)
  for (const file of ['site.json', 'pages/about.json', 'articles/sea.json', 'media/raw.jpg']) {
    expect(files).toContain(file)
  }
  expect(files.filter((file) => file.startsWith('history/page/about/'))).toHaveLength(1)
  expect(files).not.toContain('articles/escape.json')
  // What KV holds, as readers load it.
  for (const file of files.filter((name) => name.startsWith('media/'))) {
    expect((await bytesAt(`/${file}`)).bytes, file).toEqual(await readFile(join(first, file)))
  }
  expect(await readFile(join(first, 'media', 'raw.jpg'))).toEqual(
    await readFile(join(folder, 'media', 'small.jpg')),
  )

  const state = `--persist-to=${join(paper.folder, 'other')}`
  expect((await paper.content('import', first, state)).text).toContain(`put: ${keys.length} values`)
  const second = join(paper.folder, 'second')
  await paper.content('export', second, state)
  expect(await filesIn(second)).toEqual(files)
  for (const file of files) {
    expect(await readFile(join(second, file)), file).toEqual(await readFile(join(first, file)))
  }
  // A picture that was prepared could come from elsewhere: this one is what the other KV holds.
  const picture = files.find((file) => file.endsWith('/400.avif')) ?? ''
  const key = picture.replace('/', ':')
  expect(await paper.bytes(key, state)).toEqual(await readFile(join(first, picture)))
})

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1)).sort()
}

it('makes the same paper of an export as of the folder', async () => {
  const first = await exported()
  const state = `--persist-to=${join(paper.folder, 'third')}`
  const published = await paper.content('publish', `--folder=${first}`, '--no-wait', state)
  expect(published.code).toBe(0)
  const third = join(paper.folder, 'third-export')
  await paper.content('export', third, state)
  // What was put raw is prepared now, and a card is put only where an article names it.
  const replaced = `media/${replacedCard}`
  const same = (await filesIn(first)).filter(
    (file) =>
      /^(?:articles|pages|media|site)/.test(file) && !file.includes('/raw.') && file !== replaced,
  )
  for (const file of same) {
    expect(await readFile(join(third, file)), file).toEqual(await readFile(join(first, file)))
  }
})

it('ends with the words of the system when nothing can be written', async () => {
  await writeFile(join(folder, 'media', 'late.jpg'), await photo(700, 400))
  await story('late', 'late.jpg')
  const unprepared = await paper.contentWithSmallFiles('check', `--folder=${folder}`)
  expect((await content('check', 'late')).code).toBe(0)
  const unput = await paper.contentWithSmallFiles('publish', `--folder=${folder}`)
  for (const { code, text } of [unprepared, unput]) {
    // Wrangler, a program of its own, is ended by the signal of the limit.
    expect(text).toMatch(/EFBIG|ENOSPC|wrangler kv .* failed \(killed by SIGXFSZ\)/)
    expect(text).not.toContain('    at ')
    expect(code).toBe(1)
  }
  expect((await content('publish')).code).toBe(0)
  expect((await paper.get('/article/late')).status).toBe(200)
})
