import { positionAt } from './position.ts'
import { TABLES as T } from './tables.ts'

/**
 * What a row adds to the counters, as two JSON lists of names: always, and while it is listed. A row
 * that an earlier version filled has none: then they are what that version counted.
 */
const counted = (row: string) => `coalesce(${row}.counted, (
  SELECT json_group_array(name) FROM (SELECT 'status:' || ${row}.status AS name
    UNION ALL SELECT 'origin:' || value FROM json_each(${row}.origins))))`
const countedListed = (row: string) => `coalesce(${row}.counted_listed, (
  SELECT json_group_array(name) FROM (SELECT 'section:' || ${row}.section AS name
    UNION ALL SELECT 'topic:' || json_extract(value, '$.slug') FROM json_each(${row}.topics))))`

/** What all rows add up to, for counters that were lost. */
export const RECOUNT = `
  INSERT INTO ${T.counters} (name, value) SELECT name, count(*) FROM (
    SELECT value AS name FROM ${T.articles} AS own, json_each(${counted('own')})
    UNION ALL SELECT value FROM ${T.articles} AS own, json_each(${countedListed('own')})
      WHERE own.listed)
  GROUP BY name`

/** The names that a row called NEW or OLD adds to. */
const names = (row: 'NEW' | 'OLD') => `
  SELECT value AS name FROM json_each(${counted(row)})
  UNION ALL SELECT value FROM json_each(${countedListed(row)}) WHERE ${row}.listed`

/** Those of a row that the other one, if there is one, does not add to as well. */
const onlyIn = (row: 'NEW' | 'OLD', other: 'NEW' | 'OLD' | null) =>
  `SELECT name FROM (${names(row)}) WHERE ${other === null ? 'true' : `name NOT IN (${names(other)})`}`

const count = (row: 'NEW' | 'OLD', step: 1 | -1, other: 'NEW' | 'OLD' | null = null) => `
  INSERT INTO ${T.counters} (name, value) SELECT name, ${step} FROM (${onlyIn(row, other)}) WHERE true
  ON CONFLICT (name) DO UPDATE SET value = value + ${step};
  ${step < 0 ? `DELETE FROM ${T.counters} WHERE value <= 0 AND name IN (${onlyIn(row, other)});` : ''}`

/** The status says how many problems there are, however many. */
const countProblems = (step: 1 | -1) => `
  INSERT INTO ${T.counters} (name, value) VALUES ('problems', ${step})
  ON CONFLICT (name) DO UPDATE SET value = value + ${step};
  ${step < 0 ? `DELETE FROM ${T.counters} WHERE value <= 0 AND name = 'problems';` : ''}`

const enlist = `
  INSERT OR IGNORE INTO ${T.topics} (slug, position, name)
    SELECT json_extract(value, '$.slug'), NEW.position, json_extract(value, '$.name')
    FROM json_each(NEW.topics) WHERE NEW.listed;
  INSERT OR IGNORE INTO ${T.authors} (slug, position, name)
    SELECT json_extract(value, '$.slug'), NEW.position, json_extract(value, '$.name')
    FROM json_each(NEW.authors) WHERE NEW.listed;`

const delist = `
  DELETE FROM ${T.topics} WHERE position = OLD.position
    AND slug IN (SELECT json_extract(value, '$.slug') FROM json_each(OLD.topics));
  DELETE FROM ${T.authors} WHERE position = OLD.position
    AND slug IN (SELECT json_extract(value, '$.slug') FROM json_each(OLD.authors));`

/** What nobody may know of yet leads nowhere: a draft claims nothing. */
const claimAliases = `
  INSERT OR IGNORE INTO ${T.aliases} (alias, position, id)
    SELECT value, NEW.position, NEW.id FROM json_each(NEW.aliases) WHERE NEW.status <> 'draft';`

const dropAliases = `
  DELETE FROM ${T.aliases} WHERE position = OLD.position
    AND alias IN (SELECT value FROM json_each(OLD.aliases));`

/** Their words stay in the row: a list of corrections reads them there. */
const listCorrections = `
  INSERT OR IGNORE INTO ${T.corrections} (place, position, number)
    SELECT value ->> 'place', NEW.position, key FROM json_each(NEW.corrected) WHERE NEW.listed;`

const delistCorrections = `
  DELETE FROM ${T.corrections} WHERE position = OLD.position
    AND place IN (SELECT value ->> 'place' FROM json_each(OLD.corrected));`

const SECOND = `${positionAt(1000) - positionAt(0)}`

/**
 * The month (UTC) of a row, and when its text last changed: not later than that was seen. A scheduled
 * article changes its month when it appears, which its position says: so 0 here.
 */
const monthOf = (row: string) => `
  SELECT strftime('%Y-%m', ${row}.position / ${SECOND}, 'unixepoch') AS month,
    CASE WHEN ${row}.position / ${SECOND} * 1000 > ${row}.changed_at THEN 0
    ELSE min(${row}.changed_at, 1000 * max(${row}.position / ${SECOND},
      coalesce(unixepoch(${row}.card ->> '$.updatedAt'), 0),
      coalesce((SELECT max(unixepoch(value ->> 'at')) FROM json_each(${row}.corrected)), 0)))
    END AS at`

/** What all rows say of the months, for a table that was lost. */
export const DATE_MONTHS = `
  INSERT INTO ${T.months} (month, changed_at) SELECT month, max(at) FROM (
    ${monthOf('own')} FROM ${T.articles} AS own WHERE own.listed) GROUP BY month`

/** A change inserts the row again. */
const dateMonth = `
  INSERT INTO ${T.months} (month, changed_at) SELECT month, at FROM (${monthOf('NEW')}) WHERE true
  ON CONFLICT (month) DO UPDATE SET changed_at = excluded.changed_at
    WHERE excluded.changed_at > changed_at;`

const unindex = `
  DELETE FROM ${T.search_a} WHERE rowid = OLD.position;
  DELETE FROM ${T.search_b} WHERE rowid = OLD.position;`

/**
 * By name, what updates the other tables with the rows of `articles` and `problems`. A trigger only
 * copies columns: what is copied is decided in row.ts, so that rows of another version can be told
 * apart. A new table gets triggers of its own: a rollback leaves those in place.
 */
export const TRIGGERS: Record<string, string> = {
  [`${T.problems}_insert`]: `AFTER INSERT ON ${T.problems} BEGIN ${countProblems(1)} END`,
  [`${T.problems}_delete`]: `AFTER DELETE ON ${T.problems} BEGIN ${countProblems(-1)} END`,
  [`${T.articles}_insert`]: `AFTER INSERT ON ${T.articles} BEGIN
    ${enlist} ${claimAliases} ${count('NEW', 1)} END`,
  [`${T.articles}_delete`]: `AFTER DELETE ON ${T.articles} BEGIN
    ${delist} ${dropAliases} ${count('OLD', -1)} END`,
  [`${T.articles}_delist`]: `AFTER UPDATE OF listed, topics, authors ON ${T.articles}
    WHEN (OLD.listed, OLD.topics, OLD.authors) IS NOT (NEW.listed, NEW.topics, NEW.authors) BEGIN
    ${delist} ${enlist} END`,
  [`${T.articles}_unindex`]: `AFTER DELETE ON ${T.articles} BEGIN ${unindex} END`,
  [`${T.articles}_unlist`]: `AFTER UPDATE OF listed ON ${T.articles}
    WHEN OLD.listed <> NEW.listed BEGIN ${unindex}
    UPDATE ${T.articles} SET indexed_revision = NULL WHERE position = NEW.position; END`,
  [`${T.articles}_alias`]: `AFTER UPDATE OF aliases, status ON ${T.articles}
    WHEN (OLD.aliases, OLD.status) IS NOT (NEW.aliases, NEW.status) BEGIN
    ${dropAliases} ${claimAliases} END`,
  [`${T.corrections}_insert`]: `AFTER INSERT ON ${T.articles}
    WHEN NEW.corrected IS NOT NULL BEGIN ${listCorrections} END`,
  [`${T.corrections}_delete`]: `AFTER DELETE ON ${T.articles}
    WHEN OLD.corrected IS NOT NULL BEGIN ${delistCorrections} END`,
  [`${T.corrections}_update`]: `AFTER UPDATE OF listed, corrected ON ${T.articles}
    WHEN (OLD.listed, OLD.corrected) IS NOT (NEW.listed, NEW.corrected) BEGIN
    ${delistCorrections} ${listCorrections} END`,
  [`${T.months}_insert`]: `AFTER INSERT ON ${T.articles} WHEN NEW.listed BEGIN ${dateMonth} END`,
  // A statement less in sync, which the free plan gives 50 of.
  [`${T.live}_delete`]: `AFTER INSERT ON ${T.tombstones} BEGIN
    DELETE FROM ${T.live} WHERE id = NEW.id; END`,
  [`${T.articles}_count`]: `AFTER UPDATE OF listed, counted, counted_listed ON ${T.articles}
    WHEN OLD.listed <> NEW.listed OR ${counted('OLD')} <> ${counted('NEW')}
      OR ${countedListed('OLD')} <> ${countedListed('NEW')} BEGIN
    ${count('OLD', -1, 'NEW')} ${count('NEW', 1, 'OLD')} END`,
}
