import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Lose } from '../losses.ts'
import { record, textIn } from './json-value.ts'

/** What the settings of Hugo or Jekyll say of the whole site. */
export interface SiteConfig {
  name?: string | undefined
  tagline?: string | undefined
  origin?: string | undefined
  language?: string | undefined
  /** Jekyll's `permalink`. */
  permalink?: string | undefined
  /** Hugo's `permalinks`, by the first folder of a file. */
  permalinks: Record<string, unknown>
}

const FILES = [
  '_config.yml',
  '_config.yaml',
  'hugo.toml',
  'hugo.yaml',
  'hugo.json',
  'config.toml',
  'config.yaml',
]

/** Of the folder of the site; empty where it has no settings, or where they cannot be read. */
export async function readSiteConfig(folder: string, lose: Lose): Promise<SiteConfig> {
  for (const file of FILES) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => null)
    if (text === null) continue
    try {
      const given = record(file.endsWith('.toml') ? parseToml(text) : parseYaml(text)) ?? {}
      const address = textIn(given, 'baseURL') ?? textIn(given, 'url')
      const permalinks = record(given.permalinks) ?? {}
      return {
        name: textIn(given, 'title'),
        tagline: textIn(given, 'description'),
        origin: address && URL.canParse(address) ? address : undefined,
        language: (
          textIn(given, 'defaultContentLanguage') ??
          textIn(given, 'languageCode') ??
          textIn(given, 'lang')
        )?.slice(0, 2),
        permalink: textIn(given, 'permalink'),
        permalinks: record(permalinks.page) ?? permalinks,
      }
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : error
      lose('bad-item', `${file}: ${why}`)
    }
  }
  return { permalinks: {} }
}

/** Jekyll's names for its patterns. https://jekyllrb.com/docs/permalinks/ */
const STYLES: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

/** The address by a pattern of Jekyll or Hugo; null where it has a part that is not known here. */
export function addressBy(
  pattern: string,
  {
    date,
    slug,
    title,
    categories,
  }: Record<'slug' | 'title', string> & {
    date: string | undefined
    categories: string[]
  },
): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date ?? '') ?? []
  const values: Record<string, string> = {
    year,
    month,
    day,
    slug,
    title,
    contentbasename: title,
    slugorcontentbasename: slug,
    filename: title,
    categories: categories.map((name) => name.toLowerCase().replaceAll(' ', '-')).join('/'),
    output_ext: '.html',
    short_year: year.slice(2),
    i_month: month.replace(/^0/, ''),
    i_day: day.replace(/^0/, ''),
  }
  let isKnown = true
  const path = (STYLES[pattern] ?? pattern).replace(/:(\w+?)(?=:|\W|$)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined || (value === '' && name !== 'categories')) isKnown = false
    return value ?? ''
  })
  return isKnown ? `/${path}`.replace(/\/{2,}/g, '/') : null
}
