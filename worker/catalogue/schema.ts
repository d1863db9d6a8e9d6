import { fnv1a } from '../../content/model/fnv1a.ts'
import { TABLES as T, type TableName } from './tables.ts'
import { TRIGGERS } from './triggers.ts'

interface Table {
  /** Definitions by name. One that is added later may be null or has a default. */
  columns: Record<string, string>
  /** What follows the columns in parentheses. */
  key?: string
  /** A table without its own row numbers, as all that are found by their key. */
  withoutRowId?: true
}

/**
 * The catalogue's tables. They only ever grow: what is added here is added to the tables of a
 * deployed catalogue at first use (migrate.ts), and what is no longer used stays, because the
 * previous version still writes it after a rollback. All times are in milliseconds since 1970.
 */
export const TABLE_SCHEMA: Record<Exclude<TableName, 'search_a' | 'search_b'>, Table> = {
  articles: {
    columns: {
      position: 'INTEGER PRIMARY KEY',
      id: 'TEXT NOT NULL UNIQUE',
      revision: 'TEXT NOT NULL',
      // When the commands put it; null for a raw put.
      stamped_at: 'INTEGER',
      changed_at: 'INTEGER NOT NULL',
      checked_at: 'INTEGER NOT NULL',
      dirty: 'INTEGER NOT NULL DEFAULT 0',
      status: 'TEXT NOT NULL',
      // Published and not long expired. Whether it is visible right now is judged when it is read.
      listed: 'INTEGER NOT NULL',
      section: 'TEXT NOT NULL',
      language: 'TEXT',
      placement: 'TEXT',
      breaking: 'INTEGER NOT NULL',
      expires_at: 'INTEGER',
      topics: 'TEXT NOT NULL',
      authors: 'TEXT NOT NULL',
      aliases: 'TEXT NOT NULL',
      related: 'TEXT NOT NULL',
      origins: 'TEXT NOT NULL',
      card: 'TEXT NOT NULL',
      article: 'TEXT NOT NULL',
      // The version of the code that filled the row. Empty: one that did not say so. Null: filled
      // while triggers of another version were in place, so to be inserted again.
      filled_by: `TEXT DEFAULT ''`,
      // Ids of all articles that the article refers to, in links too; null until the row is filled again.
      refs: 'TEXT',
      // The counters that the row adds to: always, and while it is listed. JSON lists of names.
      counted: 'TEXT',
      counted_listed: 'TEXT',
      // Its corrections as a JSON list; null where it has none, and until the row is filled again.
      corrected: 'TEXT',
      // The revision whose words the search index holds.
      indexed_revision: 'TEXT',
      // Of a live story: when it ends; far in the future while nobody has ended it.
      live_until: 'INTEGER',
    },
  },
  topics: {
    columns: { slug: 'TEXT', position: 'INTEGER', name: 'TEXT' },
    key: 'PRIMARY KEY (slug, position)',
    withoutRowId: true,
  },
  authors: {
    columns: { slug: 'TEXT', position: 'INTEGER', name: 'TEXT' },
    key: 'PRIMARY KEY (slug, position)',
    withoutRowId: true,
  },
  aliases: {
    columns: { alias: 'TEXT', position: 'INTEGER', id: 'TEXT' },
    key: 'PRIMARY KEY (alias, position)',
    withoutRowId: true,
  },
  corrections: {
    // A place among all corrections (listed-correction.ts), an article's row, and which of its own.
    columns: { place: 'INTEGER', position: 'INTEGER', number: 'INTEGER' },
    key: 'PRIMARY KEY (place, position, number)',
    withoutRowId: true,
  },
  live: {
    columns: {
      id: 'TEXT PRIMARY KEY',
      revision: 'TEXT NOT NULL',
      // When the commands put it; null for a raw put.
      stamped_at: 'INTEGER',
      changed_at: 'INTEGER NOT NULL',
      // The newest update: when it was written, and what lists show of it, as JSON.
      newest_at: 'INTEGER NOT NULL',
      newest: 'TEXT NOT NULL',
      // The words of the newest updates, for search.
      words: `TEXT NOT NULL DEFAULT ''`,
      // The revision whose words the search index holds, and since when.
      indexed_revision: 'TEXT',
      indexed_at: 'INTEGER NOT NULL DEFAULT 0',
      // The text of the value in KV. Last, so that a query of the others does not read it.
      updates: 'TEXT NOT NULL',
    },
    withoutRowId: true,
  },
  months: {
    // When what is listed of a month (UTC, 2026-11) last changed.
    columns: { month: 'TEXT PRIMARY KEY', changed_at: 'INTEGER NOT NULL' },
    withoutRowId: true,
  },
  tombstones: {
    columns: {
      id: 'TEXT PRIMARY KEY',
      at: 'INTEGER NOT NULL',
      // Whether readers had ever been shown it: only then may its address say that it is gone.
      shown: 'INTEGER NOT NULL',
    },
    withoutRowId: true,
  },
  problems: {
    columns: {
      key: 'TEXT PRIMARY KEY',
      revision: 'TEXT NOT NULL',
      stamped: 'INTEGER NOT NULL',
      reasons: 'TEXT NOT NULL',
      seen_at: 'INTEGER NOT NULL',
      checked_at: 'INTEGER NOT NULL',
    },
    withoutRowId: true,
  },
  counters: {
    columns: { name: 'TEXT PRIMARY KEY', value: 'INTEGER NOT NULL' },
    withoutRowId: true,
  },
  stale: {
    columns: {
      name: 'TEXT PRIMARY KEY',
      purge: 'INTEGER NOT NULL',
      queued_at: 'INTEGER NOT NULL',
      sent_at: 'INTEGER',
    },
    withoutRowId: true,
  },
  announcements: {
    columns: {
      target: 'TEXT',
      id: 'TEXT',
      tries: 'INTEGER NOT NULL',
      due_at: 'INTEGER NOT NULL',
    },
    key: 'PRIMARY KEY (target, id)',
    withoutRowId: true,
  },
  announced: {
    columns: { target: 'TEXT', id: 'TEXT', told: 'TEXT NOT NULL' },
    key: 'PRIMARY KEY (target, id)',
    withoutRowId: true,
  },
  state: {
    columns: { name: 'TEXT PRIMARY KEY', value: 'TEXT', until: 'INTEGER NOT NULL DEFAULT 0' },
    withoutRowId: true,
  },
}

/**
 * The columns of search-document.ts. The text is analysed already: the tokenizer only divides it at
 * spaces, and the signs that stand inside a word stay.
 */
const SEARCH = `fts5 (headline, lead, names, body, forms, terms,
  content = '', contentless_delete = 1, tokenize = "ascii tokenchars '-.:/_#@&'")`

export const VIRTUAL_TABLES: Record<string, string> = {
  [T.search_a]: SEARCH,
  [T.search_b]: SEARCH,
}

/**
 * Indexes by name. Every one ends with the position, so each list is a walk along one of them. A
 * reader's query that needs a new one names it (INDEXED BY): so it fails and the index is made,
 * instead of walking through the whole table until sync comes by.
 */
export const INDEXES: Record<string, string> = {
  [`${T.articles}_listed`]: `${T.articles} (listed)`,
  [`${T.articles}_section`]: `${T.articles} (section) WHERE listed = 1`,
  [`${T.articles}_language`]: `${T.articles} (language)
    WHERE listed = 1 AND language IS NOT NULL`,
  [`${T.articles}_placement`]: `${T.articles} (placement)
    WHERE listed = 1 AND placement IS NOT NULL`,
  [`${T.articles}_breaking`]: `${T.articles} (breaking)
    WHERE listed = 1 AND breaking = 1`,
  [`${T.articles}_expiring`]: `${T.articles} (expires_at)
    WHERE listed = 1 AND expires_at IS NOT NULL`,
  // Published, but not listed: expired, as the clock said.
  [`${T.articles}_expired`]: `${T.articles} (expires_at)
    WHERE listed = 0 AND status = 'published'`,
  [`${T.articles}_live`]: `${T.articles} (live_until) WHERE live_until IS NOT NULL`,
  [`${T.articles}_dirty`]: `${T.articles} (changed_at) WHERE dirty = 1`,
  [`${T.articles}_unstamped`]: `${T.articles} (checked_at)
    WHERE stamped_at IS NULL`,
  [`${T.articles}_unindexed`]: `${T.articles} (position)
    WHERE listed = 1 AND indexed_revision IS NOT revision`,
  [`${T.problems}_seen`]: `${T.problems} (seen_at)`,
  [`${T.problems}_checked`]: `${T.problems} (checked_at)`,
  [`${T.announcements}_due`]: `${T.announcements} (target, due_at)`,
  [`${T.counters}_topics`]: `${T.counters} (value)
    WHERE name >= 'topic:' AND name < 'topic;'`,
}

/** Changes with every line above, and with the triggers: nobody has to raise a number. */
export const SCHEMA_VERSION = fnv1a(
  JSON.stringify([TABLE_SCHEMA, VIRTUAL_TABLES, INDEXES, TRIGGERS]),
).toString(16)
