import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Article } from '../../model/article.ts'
import type { Figure } from '../../model/figure.ts'
import { preparedPicture, SHARE_SIZE, sharePictureName } from '../../model/prepared-picture.ts'
import { type Site, sectionNamed } from '../../model/site.ts'

/** A new number makes all share pictures again, under new names: each article is published again. */
const RECIPE = 1
/** A picture of about this shape is shown whole in link previews. */
const SHAPES = { from: 1.7, to: 2.2 }
/** A narrower one would be blurred: the headline says more. */
const MIN_WIDTH = 600

/** What link previews show of an article: all that decides how it looks. */
export type ShareRecipe =
  | { kind: 'crop'; src: string; focus: [number, number] }
  | {
      kind: 'card'
      headline: string
      language: string
      /** The id of its section, and the section's name. */
      sectionId: string
      section: string | null
      /** The section's place among the sections of the site; -1 where the site does not name it. */
      place: number
      site: string
      siteLanguage: string
    }

/**
 * The share picture that an article needs; null where it needs none. It is not drawn for this: the same
 * article has the same recipe, and a recipe has one name.
 * @param article as it is put: its picture has its prepared name
 */
export function shareRecipeOf(article: Article, site: Site): ShareRecipe | null {
  const { image, status = 'published', previousPaths = [] } = article
  // An archive that was moved here would cost a write for each of its articles, which few pass on.
  if (status === 'draft' || previousPaths.length > 0) return null
  if (image === undefined) return cardFor(article, site)
  const { src, width, height, focus } = image
  if (preparedPicture(src) === null || !width || !height) return null
  if (width < MIN_WIDTH) return cardFor(article, site)
  const isShown = width >= SHARE_SIZE.width && isOfShape(image)
  // Faces are in the upper part of a portrait.
  const usual: [number, number] = [0.5, height > width ? 0.3 : 0.5]
  return isShown ? null : { kind: 'crop', src, focus: focus ?? usual }
}

function isOfShape({ width = 1, height = 1 }: Figure): boolean {
  return width / height >= SHAPES.from && width / height <= SHAPES.to
}

function cardFor({ headline, language, section }: Article, site: Site): ShareRecipe {
  return {
    kind: 'card',
    headline,
    language: language ?? site.language,
    sectionId: section,
    section: sectionNamed(site, section)?.name ?? null,
    place: site.sections.findIndex(({ id }) => id === section),
    site: site.name,
    siteLanguage: site.language,
  }
}

/**
 * The media name of what a recipe makes. The name of the site and the colour of the section are not part
 * of it: if they change, the article does not, and its card stays as it was until it does.
 */
export function shareNameOf(recipe: ShareRecipe): string {
  if (recipe.kind === 'crop') return sharePictureName(hashOf(recipe))
  const { headline, language, sectionId } = recipe
  return sharePictureName(hashOf([headline, language, sectionId]))
}

function hashOf(value: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify([RECIPE, value]))
  return hash.digest('hex').slice(0, 16)
}

/**
 * The picture of a recipe, from the cache folder where it was made before.
 * @param readPicture the bytes of a prepared size
 */
export async function makeSharePicture(
  recipe: ShareRecipe,
  { cache, readPicture }: { cache: string; readPicture: (name: string) => Promise<Buffer> },
): Promise<Buffer> {
  const file = join(cache, sharePictureName(hashOf(recipe)))
  const known = await readFile(file).catch(() => null)
  if (known !== null) return known
  const bytes =
    recipe.kind === 'crop'
      ? await (await import('./crop-share.ts')).cropShare(
          await readPicture(recipe.src),
          recipe.focus,
        )
      : await (await import('./draw-share-card.ts')).drawShareCard(recipe, cache)
  await mkdir(dirname(file), { recursive: true })
  // Whole or not at all, also after an interruption, and where another command makes the same one.
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, bytes)
  await rename(draft, file)
  return bytes
}
