import type { Newspaper } from './newspaper.ts'

interface Surfaces {
  /** The ids that each list shows, in order. */
  lists: Record<string, string[]>
  /** The status of each address, with where it leads. */
  statuses: Record<string, string>
  counts: Record<string, unknown>
}

const PAGES = ['/', '/section/world', '/topic/القمر', '/topic/موضوع-3', '/author/سلمى', '/archive']

/** Everything that lists articles, and every kind of address, as this version of the worker answers. */
export async function surfacesOf(
  paper: Newspaper,
  headers: Record<string, string>,
): Promise<Surfaces> {
  const get = async (path: string) => await paper.get(encodeURI(path), headers)
  const lists = await Promise.all(
    PAGES.map(async (path) => {
      const { text } = await get(path)
      return [path, text.match(/(?<=href="\/article\/)story-\d+(?=")/g) ?? []] as const
    }),
  )
  const addresses = ['story-199', 'story-3', 'was-40', 'story-7', 'story-8', 'nothing']
  const statuses = await Promise.all(
    addresses.map(async (id) => {
      const { status, headers: sent } = await get(`/article/${id}`)
      return [id, `${status} ${sent.get('Location') ?? ''}`] as const
    }),
  )
  return {
    lists: { ...Object.fromEntries(lists), '/api/v1/articles': await everyArticle(get) },
    statuses: Object.fromEntries(statuses),
    counts: {
      sections: (await get('/api/v1/sections')).json(),
      topics: (await get('/api/v1/topics')).json(),
    },
  }
}

async function everyArticle(get: (path: string) => ReturnType<Newspaper['get']>) {
  const ids: string[] = []
  let cursor = ''
  do {
    const page = (await get(`/api/v1/articles?limit=100${cursor}`)).json() as {
      items: { id: string }[]
      next: string | null
    }
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  return ids
}
