import { plainBidi } from '../../content/arabic/bidi.ts'
import type { Page } from '../../content/model/page.ts'
import { pagePath } from '../../content/model/path.ts'
import { excerpt } from '../../content/model/plain-text.ts'
import { BodyBlocks } from '../components/body.tsx'
import { FullMoment } from '../components/moment.tsx'
import { BidiText } from '../render/bidi-text.tsx'
import type { RenderContext } from '../render/context.ts'
import { canonicalUrl, headOf, titled } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'
import { directionOf } from '../strings/direction.ts'

/** A standing page: about, contact, policies. */
export function standingPage(id: string, page: Page): PageDefinition {
  return {
    style: 'standing',
    head: (context) =>
      headOf(context, {
        title: titled(page.title, context),
        description: plainBidi(excerpt(page)),
        canonical: canonicalUrl(context, pagePath(id)),
      }),
    language: page.language,
    body: (context) => <StandingPage page={page} context={context} />,
  }
}

function StandingPage({ page, context }: { page: Page; context: RenderContext }) {
  const { title, standfirst, updatedAt, body, language } = page
  return (
    <article class="article" {...(language && { lang: language, dir: directionOf(language) })}>
      <header>
        <h1>
          <BidiText text={title} />
        </h1>
        {standfirst && (
          <p class="standfirst">
            <BidiText text={standfirst} />
          </p>
        )}
        {updatedAt && (
          <p class="times">
            {context.strings.updated} <FullMoment at={updatedAt} context={context} />
          </p>
        )}
      </header>
      <div class="body">
        <BodyBlocks body={body} context={context} />
      </div>
    </article>
  )
}
