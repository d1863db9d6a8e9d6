import versions from '../../../dist/versions.json' with { type: 'json' }
import { PERIOD_FORMAT, PERIODS, period } from '../search-term.ts'
import { TABLES as T } from '../tables.ts'
import { NO_MATCH } from './no-match.ts'

/** More would be many lists to merge, fewer would reach far beyond the bounds. */
const MAX_PERIODS = 8
/** Seconds are in the bits of a position above these, see position.ts. */
const TIE_BITS = 20

const OR = ' OR '
/** Each is as long as the others, so that what is not needed is cut off. */
const MAX_TERMS = `"${PERIOD_FORMAT}"${OR}`.repeat(MAX_PERIODS)
const TERM = `"${period(0, 0)}"${OR}`

/** Whether the index has periods: not while what another version of the code filled answers. */
export const PERIODS_CTE = `periods AS MATERIALIZED (
  SELECT EXISTS (SELECT 1 FROM ${T.state} WHERE name = 'search' AND json_valid(value)
    AND json_extract(value, '$.version') = '${versions.search}') AS areKnown)`

/**
 * A MATCH expression with the periods between two positions as one more thing that must be there.
 * FTS5 compares bounds of rowid only with what matches: what is nowhere although its words are
 * common (a phrase, words near each other) would be looked for in every candidate of the archive. A
 * list of periods ends where they end. The bounds themselves are needed too: periods reach up to
 * twice as far.
 *
 * @param match SQL: a parameter with an expression of FTS5
 * @param until SQL: a position, included
 * @param before SQL: a position, excluded
 * @param unwanted SQL: what is left out, ` NOT … NOT …`. Behind the periods: FTS5 would look for the
 * next thing that is not left out in all of the archive.
 */
export function within(match: string, until: string, before: string, unwanted = `''`): string {
  const numbers = Array.from({ length: MAX_PERIODS }, (_, back) => `power, last - ${back}`)
  const power = `CASE WHEN ${match} = '${NO_MATCH}' OR ${until} <= ${-Number.MAX_SAFE_INTEGER} THEN NULL
    ${PERIODS.map(
      (each) =>
        `WHEN (${before} - ${until}) >> ${TIE_BITS + each} < ${MAX_PERIODS - 1} THEN ${each}`,
    ).join(' ')} END`
  return `(SELECT CASE WHEN power IS NULL OR NOT areKnown THEN '(' || ${match} || ')'
      ELSE '((' || ${match} || ') AND (' || substr(printf('${MAX_TERMS}', ${numbers}),
        1, max(1, last - first + 1) * ${TERM.length} - ${OR.length}) || '))' END || ${unwanted}
    FROM (SELECT power, areKnown, ${before} >> (${TIE_BITS} + power) AS last,
        ${until} >> (${TIE_BITS} + power) AS first
      FROM (SELECT areKnown, ${power} AS power FROM periods)))`
}
