import { SEARCH_PATH } from '../../content/model/path.ts'
import { behaviour } from '../behaviours/behaviour.ts'
import type { RenderContext } from '../render/context.ts'

interface SearchFormProps {
  context: RenderContext
  /** Of the list of suggestions: one page may have two forms. */
  id: string
  value?: string
  children?: preact.ComponentChildren
}

/** A field for a search. Works without script; with it, suggestions come while typing. */
export function SearchForm({ context, id, value, children }: SearchFormProps) {
  const { search } = context.strings
  const { suggestions, section, topic, author } = search
  return (
    <search>
      <form
        class="search-form"
        action={SEARCH_PATH}
        {...behaviour('suggest', { id, suggestions, kinds: { section, topic, author } }, 'touch')}
      >
        <div class="search-field">
          <input
            type="search"
            name="q"
            value={value}
            dir="auto"
            maxLength={300}
            aria-label={search.title}
            placeholder={search.placeholder}
            autocomplete="off"
            enterKeyHint="search"
          />
          <button type="submit">{search.title}</button>
        </div>
        {children}
      </form>
    </search>
  )
}
