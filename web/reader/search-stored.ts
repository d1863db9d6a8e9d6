import { answersQuery, type ReadTexts, readTexts } from '../../content/arabic/answers-query.ts'
import { isEmptyQuery, parseQuery } from '../../content/arabic/parse-query.ts'
import { bestPassage, markWords, type Passage } from '../../content/arabic/passage.ts'
import { RECENT_CACHE, SAVED_CACHE } from '../offline/cache-names.ts'
import type { FoundStory, SearchStored } from './found-story.ts'
import type { Story } from './saved-stories.ts'

/** A stored story with its text: empty where there is no copy of the page. */
interface ReadStory {
  path: string
  headline: string
  lead: string
  body: string
  texts: ReadTexts
}

/** Passages shorter than a page: with more results than this, only the first ones get one. */
const MAX_PASSAGES = 20

/** Reads the stories that are stored on this device, and returns what finds words in them. */
export async function searchStored(stories: Story[]): Promise<SearchStored> {
  const read: ReadStory[] = []
  // One after the other: between two stories the page stays able to answer.
  for (const story of stories) read.push(await readStory(story))
  return (typed) => {
    const query = parseQuery(typed)
    if (isEmptyQuery(query)) return null
    const found = read.filter(({ texts }) => answersQuery(texts, query))
    return new Map(
      found.map(({ path, headline, lead, body }, place): [string, FoundStory] => {
        const passage = place < MAX_PASSAGES ? bestPassage(body, query) : null
        const snippet: Passage = passage ?? markWords(lead, query)
        return [path, { headlineMarks: markWords(headline, query).marks, snippet }]
      }),
    )
  }
}

async function readStory({ path, headline, section }: Story): Promise<ReadStory> {
  const { lead = '', body = '', names = '' } = (await copyOf(path).catch(() => null)) ?? {}
  const texts = readTexts([headline, section, lead, names, body])
  return { path, headline, lead, body, texts }
}

/** The texts of a cached page: its markup is the site's own. */
async function copyOf(path: string) {
  const copy =
    (await caches.match(path, { cacheName: SAVED_CACHE })) ??
    (await caches.match(path, { cacheName: RECENT_CACHE }))
  if (copy === undefined) return null
  // Inside a template nothing loads and no style applies.
  const template = document.createElement('template')
  template.innerHTML = await copy.text()
  const story = template.content.querySelector('article.article')
  if (story === null) return null
  const textOf = (selector: string) => {
    const element = story.querySelector(selector)
    for (const block of element?.querySelectorAll(BLOCKS) ?? []) block.append('\n')
    return element?.textContent?.replace(/ *\n\s*/g, '\n').trim() ?? ''
  }
  return { lead: textOf('.standfirst'), names: namesIn(story), body: textOf('.body') }
}

/** Elements whose text does not go on in the next one. */
const BLOCKS = 'p, li, h2, h3, h4, td, th, caption, figcaption, cite, summary, dt, dd'

function namesIn(story: Element): string {
  const names = [...story.querySelectorAll('.byline, .topics a')]
  return names.map(({ textContent }) => textContent).join('\n')
}
