import type { Article } from '../../content/model/article.ts'
import { authorPath } from '../../content/model/path.ts'

/** The authors, the place, and the agency. */
export function Byline({ article }: { article: Article }) {
  const { authors = [], dateline, source } = article
  if (authors.length === 0 && !dateline && !source) return null
  return (
    <p class="byline">
      {authors.map(({ name, role, place }) => (
        <span class="author">
          <a class="by" href={authorPath(name) ?? undefined}>
            <bdi>{name}</bdi>
          </a>
          {role && <span class="role">{role}</span>}
          {place && place !== dateline && <span class="role">{place}</span>}
        </span>
      ))}
      {dateline && <span class="dateline">{dateline}</span>}
      {source && <span class="source">{source}</span>}
    </p>
  )
}
