// Appends events to an embedded database, so many in a transaction, and prints how long each transaction took:
//   node append.mjs stoolap|sqlite DIRECTORY EVENTS_PER_TRANSACTION MILLISECONDS
// Both flush before they answer: sync_mode=full, and WAL with synchronous=FULL.
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [kind, directory, perTransaction, milliseconds] = process.argv.slice(2);
const WARM_MILLISECONDS = 200;
const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL,
    type TEXT NOT NULL, occurred_at TEXT NOT NULL, data TEXT NOT NULL)`,
  'CREATE UNIQUE INDEX IF NOT EXISTS event_id ON event (id)',
];
const INSERT = 'INSERT INTO event VALUES ($1, $2, $3, $4, $5, $6)';
let position = Date.now() * 1000; // behind those of the run before
const data = JSON.stringify({ text: 'x'.repeat(300 - '{"text":""}'.length) });
const row = () => [position++, randomUUID(), 'caller/0', 'bench.appended', new Date().toISOString(), data];
const rows = () => Array.from({ length: Number(perTransaction) }, row);

mkdirSync(directory, { recursive: true });
const openers = {
  stoolap() {
    const { Database } = require('@stoolap/node');
    const db = Database.openSync(`file://${join(directory, 'stoolap')}?sync_mode=full`);
    SCHEMA.forEach((each) => db.execSync(each));
    return {
      one: () => db.executeSync(INSERT, row()),
      many: () => db.executeBatchSync(INSERT, rows()),
      close: () => db.closeSync(),
    };
  },
  sqlite() {
    const db = require('better-sqlite3')(join(directory, 'sqlite.db'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    SCHEMA.forEach((each) => db.exec(each));
    const insert = db.prepare(INSERT.replace(/\$\d/g, '?'));
    const all = db.transaction((each) => each.forEach((values) => insert.run(...values)));
    return { one: () => insert.run(...row()), many: () => all(rows()), close: () => db.close() };
  },
};

const db = openers[kind]();
const append = perTransaction === '1' ? db.one : db.many;
const run = (length) => {
  const micros = [];
  const end = performance.now() + length;
  for (let before = performance.now(); before < end; ) {
    append();
    const after = performance.now();
    micros.push((after - before) * 1000);
    before = after;
  }
  return micros;
};
run(WARM_MILLISECONDS);
const micros = run(Number(milliseconds));
db.close();
console.log(JSON.stringify(micros.map((each) => Math.round(each * 10) / 10)));
