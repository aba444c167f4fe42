/**
 * What most programs do, done once in a template of Node.js (start_node.cjs): functions of the library are compiled when they
 * are first called, and each copy finds them compiled. It leaves nothing behind that a program could see.
 */
'use strict';

const fs = require('node:fs');
require('node:fs/promises');
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');
const readline = require('node:readline');
const v8 = require('node:v8');

const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
const LINES = '3 4\nfive six\n\n7';

function print() {
  // Asked whether to use colours, it would open process.stderr.
  const console = new Console({ stdout: nothing, stderr: nothing, colorMode: false });
  console.log(1, 'two', [3, 4.5, -0], { a: 1, b: 'x', c: [null, undefined] }, new Map([[1, new Set(['a'])]]), 5n, true);
  console.log('%d of %s', 1, 'two');
  console.log([1, 2, 3].map(String).join(' '));
  console.error(new Error('x'));
  console.log();
}

function read() {
  fs.readFileSync(0);
  fs.readFileSync(0, 'utf8');
  fs.readFileSync(__filename, 'utf8').trim().split('\n');
  fs.readFileSync('/dev/stdin', 'utf8');
  const file = fs.openSync('/dev/null', 'w');
  fs.writeSync(file, 'x');
  fs.closeSync(file);
}

/** As process.stdin does, from memory: what is read from a file would start threads, which each copy would have. */
function standardInput() {
  let rest = LINES;
  return fs.createReadStream('', {
    fd: 0,
    autoClose: false,
    fs: {
      read(_fd, buffer, offset, length, _position, done) {
        const size = buffer.write(rest.slice(0, length), offset);
        rest = rest.slice(size);
        process.nextTick(done, null, size, buffer);
      },
      close: (_fd, done) => process.nextTick(done),
    },
  });
}

function readEvents() {
  let text = '';
  const input = standardInput();
  input.setEncoding('utf8');
  input.on('data', (chunk) => {
    text += chunk;
  });
  input.on('end', () => text.split('\n'));
}

function readLines() {
  const lines = readline.createInterface({ input: standardInput() });
  lines.on('line', (line) => line.split(' ').map(Number)).on('close', () => {});
}

async function awaitLines() {
  for await (const line of readline.createInterface({ input: standardInput() })) line.trim();
}

async function awaitChunks() {
  const chunks = [];
  for await (const chunk of standardInput()) chunks.push(chunk);
  Buffer.concat(chunks).toString();
}

/** Until what is short-lived has been collected: a copy then begins with an empty nursery, and without work of ours. */
function collect() {
  const used = () => v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_used_size;
  for (let times = 0; times < 2; times++) {
    let before = used();
    for (let kept = [], now; (now = used()) >= before; before = now) kept = new Array(1000).fill(kept.length);
  }
}

print();
read();
readEvents();
readLines();
awaitLines();
awaitChunks();
pathToFileURL(__filename).href.includes(new TextDecoder().decode(Buffer.from('x')));
process._tickCallback();
collect();
