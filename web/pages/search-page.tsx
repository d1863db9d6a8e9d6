import { topicPath } from '../../content/model/path.ts'
import type { Summary } from '../../content/model/summary.ts'
import { SearchFilters, type SearchValues } from '../components/search-filters.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { SearchResult, type SearchResultProps } from '../components/search-result.tsx'
import { Story } from '../components/story.tsx'
import type { RenderContext } from '../render/context.ts'
import { unindexedHead } from '../render/head.ts'
import type { PageDefinition } from '../render/page.ts'

export interface SearchPageProps {
  /** What the form holds. */
  values: SearchValues
  /** The languages that stories name. */
  languages: string[]
  found: SearchFindings | null
  /** With nothing to look for, or when search does not answer: what there is to read. */
  newest: Summary[]
  /** Search does not answer now. */
  isUnavailable: boolean
  /** Something was typed in which there is nothing to look for. */
  isWordless: boolean
}

export interface SearchFindings {
  items: SearchResultProps[]
  /** The address of the next page. */
  next: string | null
  /** The address of the first page, on a later one. */
  first: string | null
  /** The address of the search without its filters, where only that has results. */
  anywhere: string | null
  total: { value: number; isExact: boolean }
  /** Nothing has all the words: these have any. */
  isAny: boolean
  /** The query is too long: only its beginning was looked for. */
  isCut: boolean
  corrections: { q: string; href: string }[]
}

/** The search form, and what it found. */
export function searchPage(props: SearchPageProps): PageDefinition {
  const { q } = props.values
  return {
    style: 'search',
    head: (context) => {
      const { title, titleFor } = context.strings.search
      return unindexedHead(context, q === '' ? title : titleFor(q))
    },
    body: (context) => <SearchPage {...props} context={context} />,
  }
}

function SearchPage(props: SearchPageProps & { context: RenderContext }) {
  const { values, languages, found, newest, isUnavailable, isWordless, context } = props
  const { search } = context.strings
  return (
    <div class="listing hue">
      <header>
        <h1>{search.title}</h1>
      </header>
      <SearchForm context={context} id="suggestions" value={values.q}>
        <SearchFilters values={values} languages={languages} context={context} />
      </SearchForm>
      {isUnavailable && <p class="notice-line">{search.unavailable}</p>}
      {isWordless && (
        <p class="notice-line" role="status">
          {search.wordless}
        </p>
      )}
      {found && <Findings found={found} context={context} />}
      {newest.length > 0 && <Newest items={newest} context={context} />}
    </div>
  )
}

function Findings({ found, context }: { found: SearchFindings; context: RenderContext }) {
  const { search } = context.strings
  const { items, next, first, anywhere, total, isAny, isCut, corrections } = found
  const isEmpty = isAny || total.value === 0
  const absent = next === null ? search.nothing : search.notYet
  return (
    <section class="results" aria-label={search.results}>
      <p class="count" role="status">
        {isEmpty ? absent : search.count(total.value, total.isExact)} {isAny && search.any}
      </p>
      {isCut && <p class="notice-line">{search.cut}</p>}
      {corrections.length > 0 && (
        <p class="corrections">
          {search.meant}
          {corrections.map(({ q, href }) => (
            <>
              {' '}
              <a href={href}>
                <bdi>{q}</bdi>
              </a>
            </>
          ))}
        </p>
      )}
      {items.map((story) => (
        <SearchResult story={story} context={context} />
      ))}
      {anywhere && (
        <p class="corrections">
          <a href={anywhere}>{search.anywhere}</a>
        </p>
      )}
      {items.length === 0 && corrections.length === 0 && !anywhere && next === null && (
        <p class="advice">{search.advice}</p>
      )}
      {(next || first) && (
        <nav class="pager" aria-label={search.results}>
          {first && <a href={first}>{search.first}</a>}
          {next && (
            <a href={next} rel="next">
              {isEmpty ? search.older : search.more}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

const MAX_TOPICS = 12

function Newest({ items, context }: { items: Summary[]; context: RenderContext }) {
  const { strings } = context
  const topics = topicsOf(items)
  return (
    <>
      {topics.length > 0 && (
        <section>
          <h2>{strings.search.topicsNow}</h2>
          <ul class="topics-now">
            {topics.map(({ name, href }) => (
              <li>
                <a href={href}>
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{strings.latest}</h2>
        <div class="stories">
          {items.slice(0, 9).map((story) => (
            <Story story={story} context={context} rank="brief" level={3} showsSection />
          ))}
        </div>
      </section>
    </>
  )
}

/** The topics of these stories, the most frequent first. */
function topicsOf(items: Summary[]): { name: string; href: string }[] {
  const counts = new Map<string, { name: string; href: string; count: number }>()
  for (const name of items.flatMap(({ topics }) => topics)) {
    const href = topicPath(name)
    if (href === null) continue
    counts.set(href, { name, href, count: (counts.get(href)?.count ?? 0) + 1 })
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count).slice(0, MAX_TOPICS)
}
