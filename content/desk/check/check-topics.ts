import { slugOf } from '../../model/id.ts'
import { valueAt } from '../../source/places.ts'
import type { Document, DocumentOf } from '../folder/document.ts'
import type { CheckContext } from './context.ts'

/** Two spellings of one topic have one page. Reads the file, because the model folds them. */
export function checkTopics(
  { source, file }: DocumentOf<'article'>,
  { topics, report }: CheckContext,
): void {
  const seen = new Map<string, string>()
  for (const [index, name] of namesIn(source.value).entries()) {
    const slug = slugOf(name)
    if (slug === null) continue
    const parts = name.split(/[،؛,;]/).flatMap((part) => (part.trim() ? [part.trim()] : []))
    if (parts.length > 1) {
      const several = parts.map((part) => JSON.stringify(part))
      const message = `contains a comma and is one topic; write [${several.join(', ')}] if they are several`
      report(`topics[${index}]`, message, 'warning')
    }
    const first = seen.get(slug)
    const usual = topics.get(slug)
    const path = `topics[${index}]`
    if (first !== undefined) {
      report(path, `is the same topic as «${first}»; delete it`, 'warning')
    } else if (usual !== undefined && usual.name !== name && usual.file !== file) {
      const message = `is the same topic as «${usual.name}» in ${usual.file}; write it the same way`
      report(path, message, 'warning')
    }
    seen.set(slug, first ?? name)
  }
}

/** By slug: the name that most articles write. */
export function topicNames(documents: Document[]): CheckContext['topics'] {
  const spellings = new Map<string, { name: string; file: string; count: number }>()
  for (const document of documents) {
    if (document.kind !== 'article') continue
    for (const name of namesIn(document.source.value)) {
      const known = spellings.get(name)
      if (known) known.count += 1
      else spellings.set(name, { name, file: document.file, count: 1 })
    }
  }
  const bySlug = Map.groupBy(spellings.values(), ({ name }) => slugOf(name) ?? '')
  return new Map(
    [...bySlug].flatMap(([slug, all]) => {
      // Of two that are as frequent, the one without harakat or a hash.
      const [most] = all.sort(
        (one, other) => other.count - one.count || one.name.length - other.name.length,
      )
      return most === undefined ? [] : [[slug, most] as const]
    }),
  )
}

function namesIn(value: unknown): string[] {
  const names = valueAt(value, 'topics')
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}
