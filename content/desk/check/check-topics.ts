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
  const written = documents.flatMap((document) =>
    document.kind === 'article'
      ? namesIn(document.source.value).map((name) => ({ name, file: document.file }))
      : [],
  )
  const bySlug = Map.groupBy(written, ({ name }) => slugOf(name) ?? '')
  return new Map(
    [...bySlug].flatMap(([slug, all]) => {
      const spellings = [...Map.groupBy(all, ({ name }) => name).values()]
      // Of two that are as frequent, the one without harakat or a hash.
      const lengthOf = ([first]: typeof all) => first?.name.length ?? 0
      const [most] = spellings.sort(
        (one, other) => other.length - one.length || lengthOf(one) - lengthOf(other),
      )
      return most?.[0] === undefined ? [] : [[slug, most[0]] as const]
    }),
  )
}

function namesIn(value: unknown): string[] {
  const names = valueAt(value, 'topics')
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}
