import { canonicalId } from '../../model/id.ts'
import { articleKey } from '../../model/key.ts'
import type { DocumentOf } from '../folder/document.ts'
import type { CheckContext } from './context.ts'
import { linksIn } from './prose-fields.ts'
import { type ReadablePart, readablePart } from './readable-part.ts'

/** Addresses of the preview, and of a network at home or in an office. */
const OWN_COMPUTER =
  /^https?:\/\/(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|[\w-]+\.local)(?=[:/.\d]|$)/i

/** Ids of other articles: in `related`, in `translations` and in links of the text. */
export async function checkReferences(
  document: DocumentOf<'article' | 'page'>,
  context: CheckContext,
): Promise<void> {
  const value = readablePart(document)
  if (value === null) return
  for (const { path, href } of linksIn(value)) {
    if (!OWN_COMPUTER.test(href)) continue
    const message = 'leads to a computer that readers cannot reach; write "/article/the-id"'
    context.report(path, message, 'warning')
  }
  for (const { path, verb, target, effect } of referencesIn(value)) {
    if (!(await context.exists(articleKey(target)))) {
      context.report(path, `${verb} the article ${target}, which does not exist`)
      continue
    }
    const hidden = context.articles.named.get(target)?.[0]?.hidden ?? null
    if (target === document.id && document.kind === 'article') {
      context.report(path, `${verb} this article itself; delete it`, 'warning')
    } else if (hidden !== null) {
      context.report(path, `${verb} the article ${target}, which ${hidden}; ${effect}`, 'warning')
    }
  }
}

interface Reference {
  path: string
  verb: string
  target: string
  /** What readers see while they may not see the target. */
  effect: string
}

const LEFT_OUT = 'it is left out until readers can see that article'

function referencesIn(value: ReadablePart): Reference[] {
  const { related = [], translations = {} } = value
  return [
    ...related.map((target, index) => ({
      path: `related[${index}]`,
      verb: 'refers to',
      target,
      effect: LEFT_OUT,
    })),
    ...Object.entries(translations).map(([language, target]) => ({
      path: `translations.${language}`,
      verb: 'refers to',
      target,
      effect: LEFT_OUT,
    })),
    ...linksIn(value).flatMap(({ path, href }) => {
      const [, spelling] = /^\/article\/([^/?#]+)/.exec(href) ?? []
      const target = spelling === undefined ? null : canonicalId(decoded(spelling))
      const effect = 'readers see the words without the link until they can see that article'
      return target === null ? [] : [{ path, verb: 'links to', target, effect }]
    }),
  ]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
