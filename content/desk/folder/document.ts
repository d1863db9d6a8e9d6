import { type Article, articleSchema } from '../../model/article.ts'
import { articleKey, pageKey, SITE_KEY } from '../../model/key.ts'
import { type Page, pageSchema } from '../../model/page.ts'
import { parseWith } from '../../model/parse.ts'
import { Refusal } from '../../model/refusal.ts'
import { type Site, siteSchema } from '../../model/site.ts'
import { unknownFields } from '../../model/unknown-field.ts'
import { explainWritten } from '../../source/explain-written.ts'
import { type Place, valueAt } from '../../source/places.ts'
import type { Source } from '../../source/source.ts'

/** An error or a warning in a file: where it is, and what to write instead. */
export interface Finding extends Place {
  /** Relative to the site's folder: `articles/nile-flood.md`. */
  file: string
  severity: 'error' | 'warning'
  message: string
}

interface File {
  /** Relative to the site's folder. */
  file: string
  /** The name in commands: the id of an article, `page:about`, or `site.json`. */
  name: string
  key: string
  source: Source
  findings: Finding[]
  /** Fields that publishing writes back to the file. */
  filled?: Record<string, unknown>
}

/** A file of the site with its value, which is null when there are errors. */
export type Document = File &
  (
    | { kind: 'article'; id: string; value: Article | null }
    | { kind: 'page'; id: string; value: Page | null }
    | { kind: 'site'; value: Site | null }
  )
export type DocumentOf<Kind extends Document['kind']> = Extract<Document, { kind: Kind }>

/** The name in commands of a key, or null for a key of another kind. */
export function nameOfKey(key: string): string | null {
  if (key === SITE_KEY) return SITE_NAME
  if (key.startsWith(articleKey(''))) return key.slice(articleKey('').length)
  return key.startsWith(pageKey('')) ? key : null
}

/** The key of a name in commands. */
export function keyOfName(name: string): string {
  if (name === SITE_NAME) return SITE_KEY
  return name.startsWith(pageKey('')) ? name : articleKey(name)
}

export const SITE_NAME = 'site.json'

export function articleDocument(file: string, id: string, source: Source): DocumentOf<'article'> {
  const parsed = parse(file, source, articleSchema)
  return { kind: 'article', id, name: id, key: articleKey(id), file, source, ...parsed }
}

export function pageDocument(file: string, id: string, source: Source): DocumentOf<'page'> {
  const parsed = parse(file, source, pageSchema)
  return { kind: 'page', id, name: pageKey(id), key: pageKey(id), file, source, ...parsed }
}

export function siteDocument(file: string, source: Source): DocumentOf<'site'> {
  return {
    kind: 'site',
    name: SITE_NAME,
    key: SITE_KEY,
    file,
    source,
    ...parse(file, source, siteSchema),
  }
}

function parse<Schema extends Parameters<typeof parseWith>[0]>(
  file: string,
  source: Source,
  schema: Schema,
) {
  const findings: Finding[] = source.problems.map(({ path, message, place, severity }) => ({
    ...findingAt(file, source, path, message, place),
    ...(severity && { severity }),
  }))
  if (source.value === undefined) return { value: null, findings }
  try {
    const value = parseWith(schema, source.value, Number.POSITIVE_INFINITY)
    for (const { path, message } of unknownFields(schema, source.value)) {
      findings.push(findingAt(file, source, path, message))
    }
    return { value: findings.some(isError) ? null : value, findings }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const refused = [...unknownFields(schema, source.value), ...error.problems].map((problem) => {
      const written = valueAt(source.value, problem.path)
      const { path, message } = explainWritten(problem, written, source.written)
      return findingAt(file, source, path, message)
    })
    return { value: null, findings: [...findings, ...refused] }
  }
}

export function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

/** An error at a path of the value. */
export function findingAt(
  file: string,
  { places }: Source,
  path: string,
  message: string,
  place: Place = places.find(path),
): Finding {
  const { line, column } = place
  // A name may hold characters that turn the line around.
  const name = path.replace(/\p{Cf}/gu, '')
  const words = name === '' ? message : `${name}: ${message}`
  return { file, line, column, severity: 'error', message: words }
}
