/** How programs end: exit codes, errors that nobody catches, and what is left to the server. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;

export const ERROR_PROGRAMS: ScriptProgram[] = [
  program('throws', "console.log('before'); throw new Error('x'); console.log('after');"),
  program('throws a value that is no error', "console.log(1); throw 'text';"),
  program(
    'throws within a timer',
    "setTimeout(() => { throw new TypeError('late'); }, 1); setTimeout(() => console.log('never'), 5);",
  ),
  program('throws within a listener of stdin', "process.stdin.on('data', () => { throw new Error(); });", 'x'),
  program('rejects and nobody catches', "Promise.reject(new Error('no')); setTimeout(() => console.log('never'), 10);"),
  program(
    'rejects within async main',
    "async function main(input) { await null; console.log('a'); throw new Error(input); }",
    'x',
  ),
  program('catches a rejection in time', "const p = Promise.reject(1); p.catch((e) => console.log('caught', e));"),
  program(
    'unhandledRejection is listened to',
    "process.on('unhandledRejection', (e) => console.log('seen', e)); Promise.reject(5);",
  ),
  program(
    'uncaughtException is listened to',
    "process.on('uncaughtException', (e) => console.log('seen', e.message)); setTimeout(() => console.log('goes on'), 5); throw new Error('m');",
  ),
  program('exits with a code', "console.log('a'); process.exit(3); console.log('b');"),
  program('exits with a code set before', 'process.exitCode = 4; console.log(1);'),
  program('exits with a code beyond a byte', 'process.exit(257);'),
  program(
    'exits within a promise',
    "Promise.resolve().then(() => { console.log('x'); process.exit(0); }); setTimeout(() => console.log('never'), 1);",
  ),
  program(
    'exits within try',
    "try { process.exit(0); } catch (e) { console.log('never'); } finally { console.log('never'); }",
  ),
  program('exits within the exit event', "process.on('exit', () => { process.exitCode = 9; });"),
  program('a reference to nothing', "console.log('x'); undefinedName.foo();"),
  program('a property of undefined', 'const o = {}; o.a.b;'),
  program('an assignment to a constant', 'const a = 1; a = 2;'),
  program('a use before its declaration', 'console.log(x); let x = 1;'),
  program(
    'messages of errors',
    r`const m = (f) => { try { f(); return 'none'; } catch (e) { return e.name + ': ' + e.message; } }; console.log([() => null.x, () => undefined.f(), () => x, () => ({}).f(), () => new (class { #a; static t(o) { return o.#a; } }).t({}), () => BigInt(1.5), () => 1n + 1, () => 'a'.repeat(-1), () => (1).toFixed(101), () => Symbol() + '', () => [...5], () => decodeURIComponent('%'), () => Object.defineProperty(Object.freeze({}), 'a', { value: 1 }), () => null[Symbol.iterator], () => { const { a } = null; }].map(m).join('\n'));`,
  ),
  program(
    'errors of own classes',
    "class E extends Error { constructor(m) { super(m, { cause: 'c' }); this.name = 'E'; this.code = 5; } } try { throw new E('m'); } catch (e) { console.log(e instanceof E, e instanceof Error, e.name, e.message, e.code, e.cause, String(e)); }",
  ),
  program(
    'finally and its return',
    "const f = () => { try { return 1; } finally { console.log('f'); } }; const g = () => { try { throw 1; } catch { return 2; } finally { return 3; } }; console.log(f(), g());",
  ),
  program(
    'an aggregate and its causes',
    "try { throw new AggregateError([new Error('a'), 1], 'many'); } catch (e) { console.log(e.errors.length, e.errors[0].message, e.message); }",
  ),
  program(
    'assert that holds',
    "const assert = require('assert'); assert(true); assert.strictEqual(1, 1); assert.equal('1', 1); assert.ok([]); console.log(1);",
  ),
  left('an assertion that fails', /assertion/, "require('assert').strictEqual(1, 2, 'mine');"),
  left(
    'the message of a syntax error',
    /syntax error/,
    "try { JSON.parse('{bad'); } catch (e) { console.log(e.message); }",
  ),
  left('names of CommonJS in a module', /CommonJS/, 'console.log(typeof require); export {};'),
  program('a promise that nothing settles, in main', 'function main(input) { return new Promise(() => {}); }'),
  program('a promise that nothing settles, at top level', 'await new Promise(() => {}); export {};'),
  program(
    'strict mode',
    "'use strict'; try { undeclared = 1; } catch (e) { console.log(e.name); } console.log((function () { return this; })());",
  ),
  program(
    'sloppy mode',
    'undeclared = 1; console.log(undeclared, (function () { return this === globalThis; })(), typeof module, typeof exports, typeof require, this === module.exports);',
  ),
  program(
    'a module is strict',
    "import { EOL } from 'os'; console.log(JSON.stringify(EOL), this, typeof module, (function () { return this; })());",
  ),
  program('deep recursion that both can', 'const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); console.log(f(2000));'),
  left(
    'recursion beyond the stack here',
    /call stack/,
    'const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); console.log(f(200000));',
  ),
  left(
    'a caught overflow',
    /call stack/,
    'let d = 0; const f = () => { d++; f(); }; try { f(); } catch { console.log("caught"); }',
  ),
  left('a buffer of a gigabyte', /memory/, 'const b = new Uint8Array(2 ** 30); console.log(b.length);'),
  left('a syntax error', /syntax/, 'const = 5;'),
  left('a module of others', /module lodash/, "const _ = require('lodash');"),
  left('import()', /import/, "import('os').then((m) => console.log(m.EOL));"),
  left('crypto', /crypto/, "console.log(require('crypto').createHash('md5').update('x').digest('hex'));"),
  left('a child process', /child_process/, "require('child_process').execSync('ls');"),
];
