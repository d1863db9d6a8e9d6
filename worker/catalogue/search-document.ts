import { analyse, type Token } from '../../content/arabic/analyse.ts'
import type { Article } from '../../content/model/article.ts'
import { slugOf } from '../../content/model/id.ts'
import { instant } from '../../content/model/moment.ts'
import { plainText } from '../../content/model/plain-text.ts'
import * as term from './search-term.ts'

/** An article as the search index holds it: words divided by spaces. */
export interface SearchDocument {
  /** The words as they follow one another, folded: for phrases, nearness and exact matches. */
  headline: string
  lead: string
  names: string
  body: string
  /** What else the words are found by, each once. */
  forms: string
  /** What it is filtered and completed by, see search-term.ts. */
  terms: string
}

/** Longer texts are found by their first part only: one step of sync has 8 ms. */
const MAX_CHARACTERS = 60_000

/** @param updates the words of the newest updates of a live story */
export function searchDocumentOf(article: Article, updates = ''): SearchDocument {
  const { headline, kicker, standfirst, topics = [], authors = [] } = article
  const people = authors.map(({ name }) => name)
  const head = analyse(headline)
  const lead = analyse([kicker, standfirst].filter(Boolean).join('\n'))
  const names = analyse([...topics, ...people].join('\n'))
  const text = [plainText(article.body).slice(0, MAX_CHARACTERS), updates]
  const body = analyse(text.filter(Boolean).join('\n'))
  const words = new Set([head, lead, names, body].flat().map(({ word }) => word))
  const forms = new Set([head, lead, names, body].flat().flatMap(({ forms }) => forms))
  return {
    headline: joined(head),
    lead: joined(lead),
    names: joined(names),
    body: joined(body),
    forms: [...forms].filter((form) => !words.has(form)).join(' '),
    terms: [
      ...new Set([
        term.section(article.section),
        term.language(article.language),
        ...term.periodsOf(instant(article.publishedAt)),
        ...slugs(topics).map(term.topic),
        ...slugs(people).map(term.author),
        ...head.flatMap(allForms).map(term.inHeadline),
        ...head.flatMap(starts).map(term.headlineStart),
        ...names.flatMap(starts).map(term.nameStart),
      ]),
    ].join(' '),
  }
}

function joined(tokens: Token[]): string {
  return tokens.map(({ word }) => word).join(' ')
}

function allForms({ word, forms }: Token): string[] {
  return [word, ...forms]
}

/** How a word begins, with its article and without. */
function starts({ word, forms }: Token): string[] {
  const bare = word.replace(/^[وفبك]?ال(?=..)/, '')
  return [word, bare, ...(forms.length === 1 ? forms : [])].flatMap(term.startsOf)
}

function slugs(names: string[]): string[] {
  return names.flatMap((name) => slugOf(name) ?? [])
}
