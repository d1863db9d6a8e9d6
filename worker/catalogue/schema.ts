import { fnv1a } from './fnv1a.ts'

/** To be counted up where rows have to be made anew though the tables stay as they are. */
const ROWS_VERSION = 1

/** The catalogue's tables. */
const tablesOf = (version: string) =>
  ({
    /** A row per article; `position` grows with the time of publication, see position.ts. */
    articles: `articles_${version}`,
    topics: `topics_${version}`,
    authors: `authors_${version}`,
    aliases: `aliases_${version}`,
    /** What was removed, so that its address can say so. */
    tombstones: `tombstones_${version}`,
    /** What is wrong with values in KV, by key. */
    problems: `problems_${version}`,
    /** How many listed articles there are by section and topic, how many problems; kept by triggers. */
    counters: `counters_${version}`,
    /** What the cache in front of the worker has to be told. */
    stale: `stale_${version}`,
    /** What sync remembers between its runs. */
    state: `state_${version}`,
    /** The words of every article. */
    search: `search_${version}`,
  }) as const

type Tables = ReturnType<typeof tablesOf>

/** What a row adds to the counters: one line per name, taken from the row called NEW or OLD. */
function counted(row: 'NEW' | 'OLD'): string {
  return `
    SELECT 'status:' || ${row}.status AS name
    UNION ALL SELECT 'section:' || ${row}.section WHERE ${row}.listed
    UNION ALL SELECT 'topic:' || json_extract(value, '$.slug')
      FROM json_each(${row}.topics) WHERE ${row}.listed
    UNION ALL SELECT 'origin:' || value FROM json_each(${row}.origins)`
}

function count(T: Tables, row: 'NEW' | 'OLD', step: 1 | -1): string {
  return `
    INSERT INTO ${T.counters} (name, value) SELECT name, ${step} FROM (${counted(row)}) WHERE true
    ON CONFLICT (name) DO UPDATE SET value = value + ${step};
    ${step < 0 ? `DELETE FROM ${T.counters} WHERE value <= 0 AND name IN (SELECT name FROM (${counted(row)}));` : ''}`
}

/** The status says how many problems there are, however many. */
function countProblems(T: Tables, step: 1 | -1): string {
  return `
    INSERT INTO ${T.counters} (name, value) VALUES ('problems', ${step})
    ON CONFLICT (name) DO UPDATE SET value = value + ${step};
    ${step < 0 ? `DELETE FROM ${T.counters} WHERE value <= 0 AND name = 'problems';` : ''}`
}

function enlist(T: Tables): string {
  return `
    INSERT OR IGNORE INTO ${T.topics} (slug, position, name)
      SELECT json_extract(value, '$.slug'), NEW.position, json_extract(value, '$.name')
      FROM json_each(NEW.topics) WHERE NEW.listed;
    INSERT OR IGNORE INTO ${T.authors} (slug, position, name)
      SELECT json_extract(value, '$.slug'), NEW.position, json_extract(value, '$.name')
      FROM json_each(NEW.authors) WHERE NEW.listed;`
}

function delist(T: Tables): string {
  return `
    DELETE FROM ${T.topics} WHERE position = OLD.position
      AND slug IN (SELECT json_extract(value, '$.slug') FROM json_each(OLD.topics));
    DELETE FROM ${T.authors} WHERE position = OLD.position
      AND slug IN (SELECT json_extract(value, '$.slug') FROM json_each(OLD.authors));`
}

const schemaOf = (T: Tables): readonly string[] => [
  `CREATE TABLE IF NOT EXISTS ${T.articles} (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision TEXT NOT NULL,
    -- Milliseconds since 1970, all of them. stamped_at: when the commands put it, null for a raw put.
    stamped_at INTEGER,
    changed_at INTEGER NOT NULL,
    checked_at INTEGER NOT NULL,
    dirty INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    -- Published and not long expired. Whether it is visible right now is judged when it is read.
    listed INTEGER NOT NULL,
    section TEXT NOT NULL,
    language TEXT,
    placement TEXT,
    breaking INTEGER NOT NULL,
    expires_at INTEGER,
    topics TEXT NOT NULL,
    authors TEXT NOT NULL,
    aliases TEXT NOT NULL,
    related TEXT NOT NULL,
    origins TEXT NOT NULL,
    card TEXT NOT NULL,
    article TEXT NOT NULL
  )`,
  // Every index ends with the position, so each list is a walk along one of them.
  `CREATE INDEX IF NOT EXISTS ${T.articles}_listed ON ${T.articles} (listed)`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_section ON ${T.articles} (section) WHERE listed = 1`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_placement ON ${T.articles} (placement)
    WHERE listed = 1 AND placement IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_breaking ON ${T.articles} (breaking)
    WHERE listed = 1 AND breaking = 1`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_expiring ON ${T.articles} (expires_at)
    WHERE listed = 1 AND expires_at IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_dirty ON ${T.articles} (changed_at) WHERE dirty = 1`,
  `CREATE INDEX IF NOT EXISTS ${T.articles}_unstamped ON ${T.articles} (checked_at)
    WHERE stamped_at IS NULL`,
  `CREATE TABLE IF NOT EXISTS ${T.topics} (
    slug TEXT, position INTEGER, name TEXT, PRIMARY KEY (slug, position)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ${T.authors} (
    slug TEXT, position INTEGER, name TEXT, PRIMARY KEY (slug, position)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ${T.aliases} (
    alias TEXT, position INTEGER, id TEXT, PRIMARY KEY (alias, position)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ${T.tombstones} (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL,
    -- Whether readers had ever been shown it: only then may its address say that it is gone.
    shown INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ${T.problems} (
    key TEXT PRIMARY KEY, revision TEXT NOT NULL, stamped INTEGER NOT NULL, reasons TEXT NOT NULL,
    seen_at INTEGER NOT NULL, checked_at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS ${T.problems}_seen ON ${T.problems} (seen_at)`,
  `CREATE INDEX IF NOT EXISTS ${T.problems}_checked ON ${T.problems} (checked_at)`,
  `CREATE TRIGGER IF NOT EXISTS ${T.problems}_insert AFTER INSERT ON ${T.problems} BEGIN
    ${countProblems(T, 1)}
  END`,
  `CREATE TRIGGER IF NOT EXISTS ${T.problems}_delete AFTER DELETE ON ${T.problems} BEGIN
    ${countProblems(T, -1)}
  END`,
  `CREATE TABLE IF NOT EXISTS ${T.counters} (
    name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS ${T.counters}_topics ON ${T.counters} (value)
    WHERE name >= 'topic:' AND name < 'topic;'`,
  `CREATE TABLE IF NOT EXISTS ${T.stale} (
    name TEXT PRIMARY KEY, purge INTEGER NOT NULL, queued_at INTEGER NOT NULL, sent_at INTEGER
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS ${T.state} (
    name TEXT PRIMARY KEY, value TEXT, until INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS ${T.search} USING fts5 (
    headline, text, content = '', contentless_delete = 1, tokenize = 'unicode61')`,
  `CREATE TRIGGER IF NOT EXISTS ${T.articles}_insert AFTER INSERT ON ${T.articles} BEGIN
    ${enlist(T)}
    -- What nobody may know of yet leads nowhere: a draft claims nothing.
    INSERT OR IGNORE INTO ${T.aliases} (alias, position, id)
      SELECT value, NEW.position, NEW.id FROM json_each(NEW.aliases) WHERE NEW.status <> 'draft';
    ${count(T, 'NEW', 1)}
  END`,
  `CREATE TRIGGER IF NOT EXISTS ${T.articles}_delete AFTER DELETE ON ${T.articles} BEGIN
    ${delist(T)}
    DELETE FROM ${T.aliases} WHERE position = OLD.position
      AND alias IN (SELECT value FROM json_each(OLD.aliases));
    DELETE FROM ${T.search} WHERE rowid = OLD.position;
    ${count(T, 'OLD', -1)}
  END`,
  `CREATE TRIGGER IF NOT EXISTS ${T.articles}_delist AFTER UPDATE OF listed ON ${T.articles}
    WHEN OLD.listed <> NEW.listed BEGIN
    ${delist(T)}
    ${count(T, 'OLD', -1)}
    ${enlist(T)}
    ${count(T, 'NEW', 1)}
  END`,
]

/**
 * There are no migrations: the tables' names carry a hash of their own definition, so that any change
 * is a new version, made at first use and filled from KV by sync; a former one is dropped a week later.
 */
const VERSION = fnv1a(`${ROWS_VERSION} ${schemaOf(tablesOf('v')).join(';')}`).toString(16)

export const TABLES = tablesOf(`v${VERSION}`)

/** What makes the tables, where there are none. */
export const SCHEMA = schemaOf(TABLES)

/** A table of this catalogue in another version. Names of no other shape are ever dropped. */
export const PREVIOUS_TABLE = new RegExp(
  `^(?:${Object.keys(TABLES).join('|')})_v(?!${VERSION}$)[0-9a-f]+$`,
)
