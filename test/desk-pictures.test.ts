import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalPaper, startLocalPaper } from './local-paper.ts'
import type { Said } from './run.ts'

/** Pictures from an editor's folder to a reader's screen, and everything back into files. */
let paper: LocalPaper
let folder: string

beforeAll(async () => {
  paper = await startLocalPaper()
  folder = join(paper.folder, 'paper')
  await mkdir(join(folder, 'articles'), { recursive: true })
  await mkdir(join(folder, 'media'))
})
afterAll(() => paper.close())

function content(name: string, ...args: string[]): Promise<Said> {
  return paper.content(name, `--folder=${folder}`, ...args)
}

/** Noise in one corner, so that there is something to look at. */
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
  return sharp({ create: { width, height, channels: 3, background: '#1f6f78' } })
    .composite([{ input: noise, left: width - 250, top: 50 }])
    .withExif({ IFD0: { Copyright: 'secret name' }, IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

async function story(id: string, picture: string): Promise<void> {
  const text = `---\nheadline: صورة\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\nimage:\n  src: ${picture}\n  alt: بحر\n  credit: مصوّر\n---\n\n![سماء](../media/${picture})\nتعليق. © مصوّر\n`
  await writeFile(join(folder, 'articles', `${id}.md`), text)
}

it('prepares a photo once, without its EXIF, in the sizes that pages choose from', async () => {
  await writeFile(join(folder, 'media', 'sea.jpg'), await photo(2400, 1600))
  await story('sea', 'sea.jpg')
  expect((await content('publish')).code).toBe(0)
  const { text } = await paper.get('/article/sea')
  const [, hash] = /\/media\/([0-9a-f]{16})\/1600\.jpg/.exec(text) ?? []
  for (const format of ['avif', 'jpg']) {
    const sizes = [400, 800, 1600].map((width) => `/media/${hash}/${width}.${format} ${width}w`)
    expect(text).toContain(`srcset="${sizes.join(', ')}"`)
  }
  expect(text).toContain('width="1600" height="1067"')
  expect(text.match(/fetchpriority="high"/g)).toHaveLength(1)
  expect(text.match(/loading="lazy"/g)?.length).toBeGreaterThan(0)
  expect(text).toMatch(/object-position:(?:8|9)\d% \d{1,2}%;background:#[0-9a-f]{6}/)

  const answer = await fetch(`${paper.origin}/media/${hash}/800.avif`)
  expect(answer.headers.get('Content-Type')).toBe('image/avif')
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  const picture = Buffer.from(
    await (await fetch(`${paper.origin}/media/${hash}/1600.jpg`)).arrayBuffer(),
  )
  const metadata = await sharp(picture).metadata()
  expect(metadata).toMatchObject({ width: 1600, height: 1067, format: 'jpeg' })
  expect(metadata.exif).toBeUndefined()
  expect(picture.includes('secret name')).toBe(false)

  await story('sea-again', 'sea.jpg')
  const { text: second } = await content('publish')
  expect(second).toContain('put: 1\n')
})

it('makes no size wider than the original', async () => {
  await writeFile(join(folder, 'media', 'small.jpg'), await photo(500, 300))
  await story('small', 'small.jpg')
  await content('publish')
  expect((await paper.get('/article/small')).text).toMatch(/400\.avif 400w, \S+\/500\.avif 500w"/)
})

it('turns a photo upright', async () => {
  const lying = await sharp(await photo(900, 600))
    .withMetadata({ orientation: 6 })
    .toBuffer()
  await writeFile(join(folder, 'media', 'upright.jpg'), lying)
  await story('upright', 'upright.jpg')
  await content('publish')
  expect((await paper.get('/article/upright')).text).toContain('width="600" height="900"')
})

it('takes a photo of 60 megapixels', async () => {
  await writeFile(join(folder, 'media', 'large.jpg'), await photo(9500, 6400))
  await story('large', 'large.jpg')
  expect((await content('publish')).code).toBe(0)
  expect((await paper.get('/article/large')).text).toContain('/1600.avif 1600w')
})

it('shows a picture that was put by hand, in a box of 3 to 2', async () => {
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
    'photo.exe',
  ]
  const body = [...names.map((name) => figure(name)), figure('half.jpg', '')].join('\n\n')
  const text = `---\nheadline: صورة\nsection: science\npublishedAt: 2026-03-05T21:30:00+03:00\n---\n${body}\n`
  await writeFile(join(bad, 'articles', 'bad.md'), text)
  await writeFile(join(bad, 'articles', 'worse.md'), text.replace(`\n\n${figure('photo.exe')}`, ''))

  const said = await paper.content('publish', `--folder=${bad}`)
  expect(said.code).toBe(1)
  for (const line of [
    'media/script.svg:1:1 error: is an SVG, which may hold scripts; save it as PNG',
    'bad.md:24:1 error: body[6].src: "photo.exe" is not a picture',
    'worse.md:6:1 error: body[0]: media/vector.jpg is no picture, whatever its name says',
    'worse.md:9:1 error: body[1]: media/letter.png is no picture',
    'worse.md:12:1 error: body[2]: media/half.jpg can not be read',
    'worse.md:15:1 error: body[3]: media/bomb.png has more than 100 megapixels',
    'worse.md:18:1 error: body[4]: there is no picture "missing.jpg"',
    'worse.md:21:1 error: body[5]: the picture is of https://example.com, which is not among',
    'worse.md:24:1 error: body[6]: the picture "half.jpg" has no credit',
  ]) {
    expect(said.text).toContain(line)
  }
  expect((await paper.get('/article/bad')).status).toBe(404)
})

it('exports everything byte by byte, and the export makes the same paper anew', async () => {
  await paper.wrangler('key', 'put', 'article:../../escape', 'x', '--metadata={"by":"hand"}')
  const first = join(paper.folder, 'first')
  expect((await paper.content('export', first)).code).toBe(0)
  const keys = JSON.parse(await readFile(join(first, 'keys.json'), 'utf8'))
  const listed = JSON.parse((await paper.wrangler('key', 'list')).text)
  const ours = listed.filter(({ name }: { name: string }) => !name.startsWith('derived:'))
  expect(keys.map(({ file: _, ...key }: { file: string }) => key)).toEqual(ours)
  expect(await readdir(join(first, 'articles'))).not.toContain('escape.json')
  expect((await paper.content('export', first)).text).toContain('is not empty')

  const state = `--persist-to=${join(paper.folder, 'other')}`
  const published = await paper.content('publish', `--folder=${first}`, '--no-wait', state)
  expect(published.code).toBe(0)
  const second = join(paper.folder, 'second')
  await paper.content('export', second, state)
  for (const part of ['articles', 'media']) {
    const files = await readdir(join(first, part), { recursive: true, withFileTypes: true })
    for (const file of files.filter((entry) => entry.isFile() && entry.name !== 'raw.jpg')) {
      const path = join(file.parentPath, file.name)
      const other = path.replace(first, second)
      if (file.name !== 'raw.json')
        expect(await readFile(other), path).toEqual(await readFile(path))
    }
  }
})

it('ends with the words of the system when nothing can be written', async () => {
  await writeFile(join(folder, 'media', 'late.jpg'), await photo(700, 400))
  await story('late', 'late.jpg')
  const said = await paper.contentWithSmallFiles('check', `--folder=${folder}`)
  expect(said.code).toBe(1)
  expect(said.text).toMatch(/EFBIG|ENOSPC/)
  expect(said.text).not.toContain('    at ')
  expect((await content('publish')).code).toBe(0)
  expect((await paper.get('/article/late')).status).toBe(200)
})
