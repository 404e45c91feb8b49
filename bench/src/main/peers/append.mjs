// Appends events to an embedded database, so many in a transaction, and prints how long each transaction took:
//   node append.mjs stoolap|sqlite DIRECTORY EVENTS_PER_TRANSACTION MILLISECONDS
import { randomUUID } from 'node:crypto';
import { open } from './databases.mjs';

const [kind, directory, perTransaction, milliseconds] = process.argv.slice(2);
const WARM_MILLISECONDS = 200;
let position = Date.now() * 1000; // behind those of the run before
const data = JSON.stringify({ text: 'x'.repeat(300 - '{"text":""}'.length) });
const row = () => [position++, randomUUID(), 'caller/0', 'bench.appended', new Date().toISOString(), data];
const rows = () => Array.from({ length: Number(perTransaction) }, row);

const db = open(kind, directory);
const append = perTransaction === '1' ? () => db.insert(row()) : () => db.insertAll(rows());
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
