import type { RenderContext } from '../render/context.ts'
import { languageName } from '../strings/language-name.ts'

/** The parameters of a search as an address has them; empty where it has none. */
export interface SearchValues {
  q: string
  section: string
  topic: string
  author: string
  since: string
  until: string
  language: string
  sort: string
}

/** What a search is narrowed to. Open when something is chosen. */
export function SearchFilters({
  values,
  languages,
  context,
}: {
  values: SearchValues
  /** Those that stories name. */
  languages: string[]
  context: RenderContext
}) {
  const { site, strings } = context
  const { search } = strings
  const { q, sort, ...filters } = values
  const isUsed = sort !== '' || Object.values(filters).some((value) => value !== '')
  return (
    <details class="filters" open={isUsed}>
      <summary>{search.filters}</summary>
      <div>
        <label>
          {search.section}
          <select name="section">
            <option value="">{search.all}</option>
            {site.sections.map(({ id, name }) => (
              <option value={id} selected={id === values.section}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {search.sort}
          <select name="sort">
            <option value="">{search.byRelevance}</option>
            <option value="newest" selected={sort === 'newest'}>
              {search.byTime}
            </option>
          </select>
        </label>
        <label>
          {search.since}
          <input type="date" name="since" value={values.since} />
        </label>
        <label>
          {search.until}
          <input type="date" name="until" value={values.until} />
        </label>
        <label>
          {search.topic}
          <input name="topic" value={values.topic} dir="auto" maxLength={100} />
        </label>
        <label>
          {search.author}
          <input name="author" value={values.author} dir="auto" maxLength={100} />
        </label>
        <Languages value={values.language} languages={languages} context={context} />
      </div>
    </details>
  )
}

/** Only where there is a choice: stories in another language than the site's. */
function Languages({
  value,
  languages,
  context,
}: {
  value: string
  languages: string[]
  context: RenderContext
}) {
  const { site, strings } = context
  const tags = [...new Set([site.language, ...languages, ...(value === '' ? [] : [value])])]
  if (tags.length === 1) return null
  return (
    <label>
      {strings.search.language}
      <select name="language">
        <option value="">{strings.search.all}</option>
        {tags.map((tag) => (
          <option value={tag} selected={tag === value}>
            {languageName(tag, context.language)}
          </option>
        ))}
      </select>
    </label>
  )
}
