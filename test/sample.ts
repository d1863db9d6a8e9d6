import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { articleKey, mediaKey, pageKey, SITE_KEY } from '../content/model/key.ts'
import type { Newspaper } from './newspaper.ts'

const folder = join(import.meta.dirname, '..', 'content')

/** Puts the sample newspaper into a running paper. */
export async function putSample({ kv }: Pick<Newspaper, 'kv'>): Promise<void> {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')
  const idOf = (file: string) => basename(file, '.json').normalize('NFC')
  await Promise.all([
    kv.put(SITE_KEY, text('site.json')),
    ...readdirSync(join(folder, 'articles')).map((file) =>
      kv.put(articleKey(idOf(file)), text(`articles/${file}`)),
    ),
    ...readdirSync(join(folder, 'pages')).map((file) =>
      kv.put(pageKey(idOf(file)), text(`pages/${file}`)),
    ),
    ...readdirSync(join(folder, 'media')).map((file) =>
      kv.put(mediaKey(file), Uint8Array.from(readFileSync(join(folder, 'media', file)))),
    ),
  ])
}
