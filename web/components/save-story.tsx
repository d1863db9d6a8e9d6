import type { Article } from '../../content/model/article.ts'
import { articlePath, imageUrl } from '../../content/model/path.ts'
import {
  preparedName,
  preparedPicture,
  preparedWidths,
} from '../../content/model/prepared-picture.ts'
import { sectionNamed } from '../../content/model/site.ts'
import { Island } from '../islands/island.tsx'
import type { Setting } from '../setting.ts'

interface SaveStoryProps {
  id: string
  article: Article
  setting: Setting
}

/** The button that puts a story aside for later, with what a list shows of it. */
export function SaveStory({ id, article, setting: { site, strings } }: SaveStoryProps) {
  const { headline, section, image } = article
  const story = {
    path: articlePath(id),
    headline,
    section: sectionNamed(site, section)?.name ?? section,
    picture: image && smallestOf(image.src),
  }
  return <Island name="save" when="idle" props={{ story, words: strings.saving }} />
}

/** Only prepared pictures have a small size; no other is worth a reader's storage. */
function smallestOf(src: string): string | undefined {
  const prepared = preparedPicture(src)
  if (prepared === null) return undefined
  const [width = prepared.width] = preparedWidths(prepared.width)
  return imageUrl(preparedName({ hash: prepared.hash, width, format: 'avif' }))
}
