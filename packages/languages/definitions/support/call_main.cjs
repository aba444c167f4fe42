/**
 * Calls a program's `main(input)` with all of standard input and prints what it
 * returns: strings as they are, arrays and objects as JSON, other values as
 * String() gives them, promises when they are fulfilled, undefined not at all.
 * A promise that nothing can settle any more ends the program with code 13, as
 * Node.js does for a top-level await.
 * Copied beside the program by prepare_javascript.cjs.
 */
'use strict';

const { readFileSync } = require('node:fs');
const { stringify } = JSON;
const write = process.stdout.write.bind(process.stdout);

function textOf(value) {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Map || value instanceof Set) return textOf([...value]);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return textOf(Array.from(value));
  return stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? String(value);
}

function failUnsettled() {
  process.exitCode = 13;
  process.stderr.write('main(input) never finished: it waits for a promise that nothing settles\n');
}

module.exports = async function callMain(main) {
  process.once('beforeExit', failUnsettled);
  const answer = await main(readFileSync(0, 'utf8'));
  process.off('beforeExit', failUnsettled);
  if (answer !== undefined) write(textOf(answer));
};
