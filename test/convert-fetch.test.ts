import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { convert } from '../content/convert/convert.ts'
import { BUNDLED_COMMANDS } from './bundle-commands.ts'
import { ENV } from './run.ts'

const COMMAND = join(BUNDLED_COMMANDS, 'main.js')
const temporary = mkdtempSync(join(tmpdir(), 'hudhud-fetch-'))
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
/** A picture of its own for each name. */
const picture = (name: string) => Buffer.concat([PIXEL, Buffer.from(name)])
const LIMITS = { pauseMs: 0, answerMs: 300, mostBytes: 1000 }

const asked: string[] = []
let atOnce = 0
let most = 0
const other = await started((_, response) => response.end(picture('elsewhere')))
const site = await started(async (request, response) => {
  const path = decodeURI(request.url ?? '')
  asked.push(path)
  atOnce += 1
  most = Math.max(most, atOnce)
  response.on('close', () => {
    atOnce -= 1
  })
  const leadTo = (Location: string) => response.writeHead(302, { Location }).end()
  switch (path.split('/').at(-1)) {
    case 'gone.png':
      return response.writeHead(404).end('not here')
    case 'forbidden.png':
      return response.writeHead(403).end('blocked')
    case 'page.png':
      return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Log in</p>')
    case 'named-text.png':
      return response.writeHead(200, { 'Content-Type': 'text/plain' }).end(picture(path))
    case 'large.png':
      return response.writeHead(200, { 'Content-Length': 5000 }).end(Buffer.alloc(5000))
    case 'endless.png':
      for (let count = 0; count < 9; count += 1) response.write(Buffer.alloc(500))
      return response.end()
    case 'elsewhere.png':
      return leadTo(`${other.origin}/elsewhere.png`)
    case 'file.png':
      return leadTo('file:///etc/passwd')
    case 'moved.png':
      return leadTo('/uploads/found.png')
    case 'loop.png':
      return leadTo('/loop.png')
    case 'slow.png':
      return response.writeHead(200).write(PIXEL)
    case 'busy.png':
      return asked.filter((one) => one === path).length < 2
        ? response.writeHead(429, { 'Retry-After': '0' }).end()
        : response.end(picture(path))
    case 'halves.png':
      if (asked.filter((one) => one === path).length > 1) return response.end(picture(path))
      return response.writeHead(200).write(picture(path).subarray(0, 40))
    case 'broken.png':
      return response.destroy()
    default:
      return response.end(picture(path))
  }
})
afterAll(() => {
  site.close()
  other.close()
  rmSync(temporary, { recursive: true })
})
beforeEach(() => {
  asked.length = 0
})

let number = 0
function folderFor(...pictures: string[]) {
  number += 1
  const folder = join(temporary, String(number))
  const images = pictures.map((src) => `<p>نص</p><img src="${src}" alt="صورة">`).join('')
  const items = [{ id: '1', url: `${site.origin}/a`, title: 'خبر', content_html: images }]
  const source = join(temporary, `${number}.json`)
  const version = 'https://jsonfeed.org/version/1.1'
  writeFileSync(source, JSON.stringify({ version, home_page_url: site.origin, items }))
  const run = (fetchFrom: string | undefined = '', again = false) =>
    convert({
      again,
      source,
      target: folder,
      media: [],
      ...(fetchFrom !== 'no' && { fetchFrom }),
      fetchLimits: LIMITS,
    })
  const media = () => (existsSync(join(folder, 'media')) ? readdirSync(join(folder, 'media')) : [])
  return { folder, run, media }
}

it('asks no network unless it is said', async () => {
  const { run } = folderFor('/uploads/a.png', `${site.origin}/uploads/b.png`)
  const { missingPictures } = await run('no')
  expect(asked).toEqual([])
  expect(missingPictures).toHaveLength(2)
})

it('fetches the original, one after the other, once', async () => {
  const pictures = ['/uploads/2014/05/a-300x200.png', `${site.origin}/صورة.png`, '/b.png', '/b.png']
  const { folder, run, media } = folderFor(...pictures)
  const { missingPictures, pictures: found } = await run()
  expect([missingPictures, found.after, most]).toEqual([[], 3, 1])
  expect(asked).toEqual(['/uploads/2014/05/a.png', '/صورة.png', '/b.png'])
  expect(media()).toHaveLength(3)
  const [article = ''] = readdirSync(join(folder, 'articles'))
  const text = readFileSync(join(folder, 'articles', article), 'utf8')
  for (const name of media()) expect(text).toContain(name)
  await run()
  await run('no')
  expect(asked).toHaveLength(3)
})

it('takes the size of the story where there is no original', async () => {
  const { run } = folderFor('/gone-30x20.png', '/uploads/gone.png')
  await run()
  expect(asked).toEqual(['/gone.png', '/gone-30x20.png', '/uploads/gone.png'])
})

it.each([
  ['the site of the export only', 'https://cdn.example/a.png', 'is not an address of the previous'],
  ['nothing that does not end like a picture', '/a.php', 'does not end like a picture (jpg, png'],
  ['no other host that it leads to', '/elsewhere.png', 'leads to another host: http://127.0.0.1'],
  ['no file of this machine', '/file.png', 'leads to another host: file:///etc/passwd'],
  ['no page', '/page.png', 'is not a picture but text/html'],
  ['nothing that says it is too large', '/large.png', 'has more than 0.001 MB'],
  ['nothing that becomes too large', '/endless.png', 'has more than 0.001 MB'],
  ['nothing that is gone', '/gone.png', 'the site answers 404'],
  ['nothing in a circle', '/loop.png', 'redirects without end'],
])('takes %s, and does not ask again', async (_what, src, reason) => {
  const { run, media } = folderFor(src)
  const [missing] = (await run()).missingPictures
  expect(missing).toMatchObject({ address: src, reason: expect.stringContaining(reason) })
  const count = asked.length
  const [again] = (await run()).missingPictures
  expect([again, asked.length, media()]).toEqual([missing, count, []])
})

it.each([
  ['is slow', '/slow.png', 'takes too long', 2],
  ['hangs up', '/broken.png', 'cannot be reached', 2],
  ['forbids it', '/forbidden.png', 'the site answers 403', 2],
])('asks again at the next run where the site %s', async (_what, src, reason, times) => {
  const { run, media } = folderFor(src)
  for (let count = 0; count < 2; count += 1) {
    const [missing] = (await run()).missingPictures
    expect(missing?.reason).toContain(reason)
  }
  expect([asked.length, media()]).toEqual([times, []])
})

it.each([
  ['leads to another path of it', '/moved.png', ['/moved.png', '/uploads/found.png']],
  ['says later', '/busy.png', ['/busy.png', '/busy.png']],
  ['calls a picture text', '/named-text.png', ['/named-text.png']],
])('fetches where the site %s', async (_what, src, addresses) => {
  const { run, media } = folderFor(src)
  expect((await run()).missingPictures).toEqual([])
  expect([asked, media().length]).toEqual([addresses, 1])
})

it('stops where the site fails again and again, and goes on at the next run', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `/${index}/broken.png`)
  const { run, media } = folderFor('/first.png', ...names, '/last.png')
  const { missingPictures } = await run()
  expect(asked).toHaveLength(6)
  expect(missingPictures.at(-1)?.reason).toContain('failed 5 times in a row')
  asked.length = 0
  await run()
  expect([asked.includes('/first.png'), media().length]).toEqual([false, 1])
})

it('goes on after SIGKILL in the middle of a picture, with nothing twice or half', async () => {
  const names = ['/a.png', '/b.png', '/halves.png', '/c.png']
  const { folder, run, media } = folderFor(...names)
  const source = `${folder}.json`
  const command = [COMMAND, 'convert', source, '--to', folder, '--fetch']
  const child = spawn(process.execPath, command, { env: ENV })
  const ended = once(child, 'close')
  while (!asked.includes('/halves.png') && child.exitCode === null) await sleep(5)
  child.kill('SIGKILL')
  await ended
  expect(asked).toEqual(names.slice(0, 3))
  // As a run leaves them that was killed while it wrote.
  writeFileSync(join(folder, 'convert', 'unfinished'), PIXEL.subarray(0, 20))
  writeFileSync(join(folder, 'convert', 'refused.jsonl'), '{"origin":"http')
  const { missingPictures, problems } = await run()
  expect([missingPictures, problems]).toEqual([[], []])
  expect(asked).toEqual([...names.slice(0, 3), ...names.slice(2)])
  const texts = media().map((name) => readFileSync(join(folder, 'media', name)).toString('latin1'))
  expect(texts.sort()).toEqual(names.map((name) => picture(name).toString('latin1')).sort())
  const [article = ''] = readdirSync(join(folder, 'articles'))
  const text = readFileSync(join(folder, 'articles', article), 'utf8')
  for (const name of media()) expect(text).toContain(name)
})

it('asks the address that is given, for paths of the export too', async () => {
  const { run, media } = folderFor('/a.png', 'http://old.example/b.png')
  const { missingPictures } = await run(site.origin)
  expect([missingPictures.map(({ address }) => address), media().length]).toEqual([
    ['http://old.example/b.png'],
    1,
  ])
})

it('asks again with another address, and with --again', async () => {
  const { run, media } = folderFor('/gone.png')
  await run()
  await run('', true)
  expect([asked, media()]).toEqual([['/gone.png', '/gone.png'], []])
  expect((await run(other.origin)).missingPictures).toEqual([])
  expect(media()).toHaveLength(1)
})

it('writes nothing where the export does not say where the site is', async () => {
  const source = join(temporary, 'nowhere.json')
  writeFileSync(source, JSON.stringify({ items: [{ id: '1', content_html: '<p>نص</p>' }] }))
  const target = join(temporary, 'nowhere')
  const run = convert({ source, target, media: [], fetchFrom: '' })
  await expect(run).rejects.toThrow('The export does not say where the previous site is')
  expect(existsSync(target)).toBe(false)
})

it('stays in its folder', async () => {
  const { folder, run } = folderFor('/..%2f..%2f..%2fescaped.png')
  await run()
  expect(readdirSync(join(folder, 'convert', 'fetched'))).toEqual(['.._.._.._escaped.png'])
  expect(existsSync(join(temporary, 'escaped.png'))).toBe(false)
})

async function started(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
