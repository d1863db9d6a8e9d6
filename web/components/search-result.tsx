import { articlePath, sectionPath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { type RenderContext, withLanguage } from '../render/context.ts'
import { directionOf } from '../strings/direction.ts'
import { MarkedText } from './marked-text.tsx'
import { ShortMoment } from './moment.tsx'
import { isShown, Picture } from './picture.tsx'
import { sectionClass } from './story.tsx'

export interface SearchResultProps extends Summary {
  snippet: { text: string; marks: [number, number][] }
  headlineMarks: [number, number][]
  /** The first word of the query as it stands in the story's text. */
  target: string | null
}

/** A story that a search found, with the passage that answers. */
export function SearchResult({
  story,
  context,
}: {
  story: SearchResultProps
  context: RenderContext
}) {
  const { id, headline, headlineMarks, snippet, target, section, image, publishedAt } = story
  const isForeign = story.language !== context.language
  const hasPicture = isShown(image, context)
  // Browsers that have text fragments show the word; the others open the story.
  const fragment =
    target === null ? '' : `#:~:text=${encodeURIComponent(target).replace(/-/g, '%2D')}`
  return (
    <article
      class={`story brief${hasPicture ? '' : ' bare'}`}
      {...(isForeign && { lang: story.language, dir: directionOf(story.language) })}
    >
      {hasPicture && image && (
        <div class="frame">
          <Picture image={image} context={context} room="brief" isCropped alt="" />
        </div>
      )}
      <div class="words">
        <h2 class="headline">
          <a href={articlePath(id) + fragment}>
            <MarkedText text={headline} marks={headlineMarks} />
          </a>
        </h2>
        {snippet.text !== '' && (
          <p class="snippet">
            <MarkedText {...snippet} />
          </p>
        )}
        <p class="meta">
          <a class={sectionClass(section.id, context)} href={sectionPath(section.id)}>
            <bdi>{section.name}</bdi>
          </a>
          <ShortMoment at={publishedAt} context={withLanguage(context, story.language)} />
        </p>
      </div>
    </article>
  )
}
