import { SEARCH_PATH } from '../../content/model/path.ts'
import type { RenderContext } from '../render/context.ts'
import { SearchForm } from './search-form.tsx'

/** The search of the masthead: an icon that opens the form, without script too. */
export function SearchMenu({ context }: { context: RenderContext }) {
  return (
    <details class="search-menu">
      <summary aria-label={context.strings.search.title}>
        <Glass />
      </summary>
      <SearchForm context={context} id="menu-suggestions" />
    </details>
  )
}

/** On a story, whose first bytes are few: a link to the search page. */
export function SearchLink({ context }: { context: RenderContext }) {
  return (
    <a class="search-menu" href={SEARCH_PATH} aria-label={context.strings.search.title}>
      <Glass />
    </a>
  )
}

function Glass() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="m15.5 15.5 5 5" />
    </svg>
  )
}
