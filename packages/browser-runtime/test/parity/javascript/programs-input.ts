/** The ways in which programs read, and what inputs can look like. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;
const LINES = '3\n10 20 30\nlast line\n';
const MANY = Array.from({ length: 100_000 }, (_, index) => `${index} ${index * 7}`).join('\n');

export const INPUT_PROGRAMS: ScriptProgram[] = [
  program('main(input): returns a text', 'function main(input) { return input.toUpperCase(); }', LINES),
  program('main(input): returns a number', 'const main = (input) => input.length;', LINES),
  program('main(input): async', 'async function main(input) { await null; return input.split("\\n"); }', LINES),
  program('main(input): returns an object with big integers', 'function main(s) { return { a: 1n, b: [s] }; }', 'x'),
  program('main(input): returns a Map', 'const main = (s) => new Map([[s, 1]]);', 'k'),
  program('main(input): returns undefined, prints', 'function main(s) { console.log(s); }', 'text'),
  program('main(input): of a module', 'export default function main(s) { return s + s; }', 'ab'),
  program('main(input): bytes that are no UTF-8 are none here', 'function main(s) { return s.length; }', 'é漢🎉'),
  program(
    'readFileSync(0): lines',
    r`const lines = require('fs').readFileSync(0, 'utf8').split('\n'); console.log(lines);`,
    LINES,
  ),
  program(
    'readFileSync(0): a Buffer',
    r`const b = require('fs').readFileSync(0); console.log(b.length, b[0], b.toString('hex').slice(0, 8), b.toString());`,
    LINES,
  ),
  program(
    'readFileSync(0): options as an object',
    r`console.log(require('node:fs').readFileSync(0, { encoding: 'utf-8' }).trim());`,
    LINES,
  ),
  program(
    'readFileSync(0): twice gives nothing more',
    r`const fs = require('fs'); fs.readFileSync(0); console.log(fs.readFileSync(0, 'utf8') === '');`,
    LINES,
  ),
  program(
    'readFileSync(/dev/stdin): numbers',
    r`const [n, ...rest] = require('fs').readFileSync('/dev/stdin', 'utf8').trim().split(/\s+/).map(Number); console.log(n, rest.length, rest[0]);`,
    '2 5 6',
  ),
  program(
    'readFileSync(process.stdin.fd)',
    r`console.log(require('fs').readFileSync(process.stdin.fd, 'utf8'));`,
    LINES,
  ),
  program('readFileSync(0): no input', r`console.log(JSON.stringify(require('fs').readFileSync(0, 'utf8')));`),
  program(
    'readFileSync(0): a byte order mark',
    r`console.log(require('fs').readFileSync(0, 'utf8').charCodeAt(0));`,
    '\ufeff1\n',
  ),
  program(
    'readFileSync(0): line ends of another system',
    r`console.log(require('fs').readFileSync(0, 'utf8').split(/\r?\n/));`,
    'a\r\nb\r\n',
  ),
  program(
    'readFileSync(0): a NUL and controls',
    r`console.log(JSON.stringify(require('fs').readFileSync(0, 'latin1')));`,
    'a\0b\x07é',
  ),
  program(
    'readFileSync(0): 100,000 lines in and out',
    r`const out = []; for (const l of require('fs').readFileSync(0, 'utf8').split('\n')) { const [a, b] = l.split(' ').map(Number); out.push(a + b); } console.log(out.slice(0, 60000).join('\n'));`,
    MANY,
  ),
  program(
    'readSync: chunks',
    r`const fs = require('fs'); const b = Buffer.alloc(5); let n, s = ''; while ((n = fs.readSync(0, b, 0, 5, null)) > 0) s += b.toString('utf8', 0, n) + '|'; console.log(s);`,
    LINES,
  ),
  program(
    'readSync: a byte at a time',
    r`const fs = require('fs'); const b = Buffer.alloc(1); const line = () => { let s = ''; while (fs.readSync(0, b) === 1 && b[0] !== 10) s += String.fromCharCode(b[0]); return s; }; console.log(line(), '/', line());`,
    LINES,
  ),
  program(
    'createReadStream: data',
    r`let s = ''; require('fs').createReadStream('/dev/stdin', 'utf8').on('data', (c) => (s += c)).on('end', () => console.log(s));`,
    LINES,
  ),
  program(
    'createReadStream of a descriptor',
    r`let n = 0; require('fs').createReadStream(null, { fd: 0 }).on('data', (c) => (n += c.length)).on('end', () => console.log(n));`,
    LINES,
  ),
  program(
    'fs.readFile with a callback',
    r`require('fs').readFile('/dev/stdin', 'utf8', (e, s) => console.log(e, s)); console.log('first');`,
    LINES,
  ),
  program('fs.promises', r`require('fs').promises.readFile('/dev/stdin', 'utf8').then(console.log);`, LINES),
  program(
    'fs/promises in a module',
    r`import { readFile } from 'node:fs/promises'; console.log((await readFile('/dev/stdin', 'utf8')).length);`,
    LINES,
  ),
  program(
    'stdin: data and end',
    r`let s = ''; process.stdin.setEncoding('utf8'); process.stdin.on('data', (c) => { s += c; }); process.stdin.on('end', () => console.log(s.split('\n').length));`,
    LINES,
  ),
  program(
    'stdin: buffers',
    r`const parts = []; process.stdin.on('data', (c) => parts.push(c)); process.stdin.on('end', () => console.log(Buffer.concat(parts).toString(), Buffer.isBuffer(parts[0])));`,
    LINES,
  ),
  program(
    'stdin: chunks of a large input',
    r`const sizes = []; process.stdin.on('data', (c) => sizes.push(c.length)); process.stdin.on('end', () => console.log(sizes.join()));`,
    MANY.slice(0, 200_000),
  ),
  program(
    'stdin: resume after setEncoding',
    r`process.stdin.resume(); process.stdin.setEncoding('ascii'); let t = ''; process.stdin.on('data', (d) => { t += d; }); process.stdin.on('end', () => { console.log(t.trim().split('\n').map((x) => x.trim())); });`,
    LINES,
  ),
  program(
    'stdin: readable',
    r`let s = ''; process.stdin.setEncoding('utf8'); process.stdin.on('readable', () => { let c; while ((c = process.stdin.read()) !== null) s += c; }); process.stdin.on('end', () => console.log(s));`,
    LINES,
  ),
  program(
    'stdin: once',
    r`process.stdin.once('data', (d) => { console.log(d.toString().trim()); process.exit(); });`,
    'one\n',
  ),
  program('stdin: pipe to stdout', r`process.stdin.pipe(process.stdout);`, LINES),
  program(
    'stdin: for await',
    r`(async () => { let s = ''; for await (const c of process.stdin) s += c; console.log(s); })();`,
    LINES,
  ),
  program(
    'stdin: for await in a module',
    r`let s = ''; for await (const c of process.stdin) s += c; console.log(s.length);`,
    LINES,
  ),
  program(
    'stdin: characters across chunks',
    r`process.stdin.setEncoding('utf8'); let s = ''; process.stdin.on('data', (c) => (s += c)); process.stdin.on('end', () => console.log(s.length, s.includes('\ufffd')));`,
    `x${'漢🎉'.repeat(20_000)}`,
  ),
  program(
    'stdin: no input',
    r`let n = 0; process.stdin.on('data', () => n++); process.stdin.on('end', () => console.log('end', n)); process.stdin.on('close', () => console.log('close'));`,
  ),
  program(
    'readline: line and close',
    r`const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout, terminal: false }); const l = []; rl.on('line', (x) => l.push(x)); rl.on('close', () => console.log(l));`,
    LINES,
  ),
  program(
    'readline: no line end at the end',
    r`const rl = require('readline').createInterface({ input: process.stdin }); rl.on('line', (x) => console.log(JSON.stringify(x))).on('close', () => console.log('closed'));`,
    'a\n\nb',
  ),
  program(
    'readline: line ends of other systems',
    r`require('readline').createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (x) => console.log(JSON.stringify(x)));`,
    'a\r\nb\rc\n\r\nd',
  ),
  program(
    'readline: closing after a line',
    r`const rl = require('readline').createInterface({ input: process.stdin }); rl.on('line', (x) => { console.log(x); rl.close(); }); rl.on('close', () => console.log('bye'));`,
    LINES,
  ),
  program(
    'readline: question after question',
    r`const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout }); rl.question('n? ', (a) => { rl.question('list? ', (b) => { console.log(a, b); rl.close(); }); });`,
    LINES,
  ),
  program(
    'readline: prompt',
    r`const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' }); rl.prompt(); rl.on('line', (l) => { console.log('got', l); rl.prompt(); });`,
    LINES,
  ),
  program(
    'readline: for await',
    r`const rl = require('readline').createInterface({ input: process.stdin }); (async () => { for await (const l of rl) console.log(l.length); console.log('done'); })();`,
    LINES,
  ),
  program(
    'readline: for await in a module, 100,000 lines',
    r`import * as readline from 'node:readline'; let sum = 0; for await (const l of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) sum += Number(l.split(' ')[1]); console.log(sum);`,
    MANY,
  ),
  program(
    'readline: the iterator by hand',
    r`const it = require('readline').createInterface({ input: process.stdin })[Symbol.asyncIterator](); (async () => { console.log((await it.next()).value); console.log((await it.next()).value); })();`,
    LINES,
  ),
  program(
    'readline/promises: questions',
    r`import { createInterface } from 'node:readline/promises'; const rl = createInterface({ input: process.stdin, output: process.stdout }); const a = await rl.question('? '); console.log('>', a); rl.close();`,
    'one\n',
  ),
  program(
    'readline: by callback positions',
    r`const rl = require('readline').createInterface(process.stdin, process.stdout); let n = 0; rl.on('line', () => n++); rl.on('close', () => { console.log(n); process.exit(0); });`,
    LINES,
  ),
  program(
    'stdout.write: what it returns and its callback',
    r`console.log(process.stdout.write('a\n', () => console.log('written')));`,
  ),
  program(
    'stdout.write: bytes',
    r`process.stdout.write(new Uint8Array([104, 105, 10])); process.stdout.write(Buffer.from('é\n'));`,
  ),
  program('stdout.write: halves of a character', r`process.stdout.write('\ud83d'); process.stdout.write('\ude00\n');`),
  program(
    'writeSync and writeFileSync',
    r`const fs = require('fs'); fs.writeSync(1, 'one\n'); fs.writeFileSync(1, 'two\n'); fs.writeFileSync('/dev/stdout', 'three\n'); console.log('four');`,
  ),
  program('a large output', r`for (let i = 0; i < 60000; i++) console.log('line ' + i);`),
  program('a large output in one piece', r`process.stdout.write('0123456789'.repeat(90000));`),
  left('reading a file', /file/, r`console.log(require('fs').readFileSync('/etc/passwd', 'utf8'));`),
  left('writing a file', /file/, r`require('fs').writeFileSync('/tmp/x', '1');`),
];
