import { Fragment, type VNode } from 'preact'
import type { Article } from '../../content/model/article.ts'
import { authorPath } from '../../content/model/path.ts'
import { BidiText } from '../render/bidi-text.tsx'
import type { Strings } from '../strings/strings.ts'

type Author = NonNullable<Article['authors']>[number]

interface BylineProps {
  article: Pick<Article, 'authors' | 'dateline'>
  strings: Strings
}

/** The authors, each with role and place. */
export function Byline({ article, strings }: BylineProps) {
  const { authors = [], dateline } = article
  if (authors.length === 0) return null
  const parts = authors.map((author) => (
    <BylineAuthor author={author} dateline={dateline} comma={strings.comma} />
  ))
  return <p class="byline">{separated(parts, ' · ')}</p>
}

/** What opens the text, as in Arabic dailies: «بكين – رويترز:». Null without a place and an agency. */
export function openingOf({ dateline, source }: Article): string | null {
  const parts = [dateline, source].filter(Boolean)
  return parts.length > 0 ? `${parts.join(' – ')}:` : null
}

interface BylineAuthorProps {
  author: Author
  dateline: string | undefined
  comma: string
}

function BylineAuthor({ author: { name, role, place }, dateline, comma }: BylineAuthorProps) {
  const link = (
    <a class="by" href={authorPath(name) ?? undefined}>
      <bdi>
        <BidiText text={name} />
      </bdi>
    </a>
  )
  const others = [role, place === dateline ? undefined : place].filter((text) => text !== undefined)
  const parts = [link, ...others.map((text) => <Part name="role" text={text} />)]
  return <span class="author">{separated(parts, comma)}</span>
}

function Part({ name, text }: { name: string; text: string }) {
  return (
    <span class={name}>
      <BidiText text={text} />
    </span>
  )
}

/** With text between the parts: Arabic letters join across tags. */
function separated(parts: VNode[], separator: string): VNode[] {
  return parts.map((part, place) => (
    <Fragment>
      {place > 0 && separator}
      {part}
    </Fragment>
  ))
}
