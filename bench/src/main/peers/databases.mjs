// Embedded databases that hold events in one table. Both flush before they answer: sync_mode=full, and WAL with
// synchronous=FULL.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const TABLE = [
  `CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL,
    type TEXT NOT NULL, occurred_at TEXT NOT NULL, data TEXT NOT NULL)`,
  'CREATE UNIQUE INDEX IF NOT EXISTS event_id ON event (id)',
];
const INSERT = 'INSERT INTO event VALUES ($1, $2, $3, $4, $5, $6)';
const BY_ID = 'SELECT * FROM event WHERE id = $1';
const LAST = 'SELECT * FROM event WHERE subject = $1 ORDER BY position DESC LIMIT 1';

const openers = {
  stoolap(directory) {
    const { Database } = require('@stoolap/node');
    const db = Database.openSync(`file://${join(directory, 'stoolap')}?sync_mode=full`);
    return {
      execute: (sql) => db.execSync(sql),
      insert: (row) => db.executeSync(INSERT, row),
      insertAll: (rows) => db.executeBatchSync(INSERT, rows),
      byId: (id) => db.queryOneSync(BY_ID, [id]),
      last: (subject) => db.queryOneSync(LAST, [subject]),
      close: () => db.closeSync(),
    };
  },
  sqlite(directory) {
    const db = require('better-sqlite3')(join(directory, 'sqlite.db'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const prepared = new Map();
    const statement = (sql) => {
      if (!prepared.has(sql)) prepared.set(sql, db.prepare(sql.replace(/\$\d/g, '?')));
      return prepared.get(sql);
    };
    return {
      execute: (sql) => db.exec(sql),
      insert: (row) => statement(INSERT).run(...row),
      insertAll: db.transaction((rows) => rows.forEach((row) => statement(INSERT).run(...row))),
      byId: (id) => statement(BY_ID).get(id),
      last: (subject) => statement(LAST).get(subject),
      close: () => db.close(),
    };
  },
};

export function open(kind, directory) {
  mkdirSync(directory, { recursive: true });
  const db = openers[kind](directory);
  TABLE.forEach(db.execute);
  return db;
}
