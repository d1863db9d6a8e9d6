import { TABLES as T } from './tables.ts'
import { DATE_MONTHS, RECOUNT } from './triggers.ts'

/** Tables that triggers fill from the rows of articles and problems. */
export const DERIVED_TABLES = [
  'topics',
  'authors',
  'aliases',
  'corrections',
  'counters',
  'months',
] as const

/** Fills one that was lost, from all rows at once: what is listed never depends on how far sync is. */
export function refill(name: (typeof DERIVED_TABLES)[number]): string {
  switch (name) {
    case 'topics':
    case 'authors':
      return `INSERT OR IGNORE INTO ${T[name]} (slug, position, name)
        SELECT json_extract(each.value, '$.slug'), own.position, json_extract(each.value, '$.name')
        FROM ${T.articles} AS own, json_each(own.${name}) AS each WHERE own.listed`
    case 'aliases':
      return `INSERT OR IGNORE INTO ${T.aliases} (alias, position, id)
        SELECT each.value, own.position, own.id
        FROM ${T.articles} AS own, json_each(own.aliases) AS each WHERE own.status <> 'draft'`
    case 'corrections':
      return `INSERT OR IGNORE INTO ${T.corrections} (place, position, number)
        SELECT each.value ->> 'place', own.position, each.key
        FROM ${T.articles} AS own, json_each(own.corrected) AS each WHERE own.listed`
    case 'counters':
      return RECOUNT
    case 'months':
      return DATE_MONTHS
  }
}
