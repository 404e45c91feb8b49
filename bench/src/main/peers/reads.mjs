// Reads single rows of an embedded database in random order and prints how long each took: by id, then the last of a
// subject.
//   node reads.mjs stoolap|sqlite DIRECTORY ROWS
import { randomUUID } from 'node:crypto';
import { open } from './databases.mjs';

const [kind, directory, count] = process.argv.slice(2);
const ROWS = Number(count);
const SUBJECTS = 10_000;
const WARM = 20_000;
const pick = (many) => Math.floor(Math.random() * many);
const note = () => Array.from({ length: 40 }, () => pick(36 ** 6).toString(36)).join(' ').slice(0, 260);
const rows = Array.from({ length: ROWS }, (_, i) => [
  i + 1, randomUUID(), `order/${i % SUBJECTS}`, 'order.changed', new Date().toISOString(),
  JSON.stringify({ total: pick(100_000), note: note() }),
]);

const db = open(kind, directory);
db.execute('CREATE INDEX IF NOT EXISTS event_subject ON event (subject)');
db.insertAll(rows);
const measure = (read) => {
  const once = () => {
    if (!read()) throw new Error('a read found nothing');
  };
  for (let i = 0; i < WARM; i++) once();
  return Array.from({ length: ROWS }, () => {
    const before = performance.now();
    once();
    return Math.round((performance.now() - before) * 1e4) / 10;
  });
};
const byId = measure(() => db.byId(rows[pick(ROWS)][1]));
const last = measure(() => db.last(`order/${pick(SUBJECTS)}`));
db.close();
console.log(JSON.stringify([byId, last]));
