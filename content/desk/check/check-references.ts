import { canonicalId } from '../../model/id.ts'
import { articleKey } from '../../model/key.ts'
import { instant } from '../../model/moment.ts'
import { isVisible } from '../../model/summary.ts'
import type { Document, DocumentOf } from '../folder/document.ts'
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
    const hidden = hiddenBecause(context.folder.documents, target, context.now)
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

/** Why readers do not see an article of the folder now; null when they do, or when it is only in KV. */
function hiddenBecause(documents: Document[], target: string, now: number): string | null {
  const article = documents.find(
    (known): known is DocumentOf<'article'> =>
      known.kind === 'article' &&
      (known.id === target || known.value?.aliases?.includes(target) === true),
  )?.value
  if (article === undefined) return null
  if (article === null) return 'has errors'
  if (isVisible(article, now)) return null
  if (article.status === 'draft') return 'is a draft'
  if (article.status === 'withdrawn') return 'is withdrawn'
  return instant(article.publishedAt) > now
    ? `is scheduled for ${article.publishedAt}`
    : 'has expired'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
