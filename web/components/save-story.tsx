import type { Article } from '../../content/model/article.ts'
import { articlePath, imageUrl } from '../../content/model/path.ts'
import {
  preparedName,
  preparedPicture,
  preparedWidths,
} from '../../content/model/prepared-picture.ts'
import { sectionNamed } from '../../content/model/site.ts'
import { Island } from '../islands/island.tsx'
import { Save } from '../islands/save.tsx'
import type { RenderContext } from '../render/context.ts'

interface SaveStoryProps {
  id: string
  article: Article
  context: RenderContext
}

/** The button that saves a story for later, with what a list shows of the story. */
export function SaveStory({ id, article, context: { site, strings } }: SaveStoryProps) {
  const { headline, section, image } = article
  const story = {
    path: articlePath(id),
    headline,
    section: sectionNamed(site, section)?.name ?? section,
    picture: image && smallestOf(image.src),
  }
  return (
    <Island name="save" component={Save} when="idle" props={{ story, words: strings.saving }} />
  )
}

/** Only prepared pictures have a small size. Others would take too much of the reader's storage. */
function smallestOf(src: string): string | undefined {
  const prepared = preparedPicture(src)
  if (prepared === null) return undefined
  const [width = prepared.width] = preparedWidths(prepared.width)
  return imageUrl(preparedName({ hash: prepared.hash, width, format: 'avif' }))
}
