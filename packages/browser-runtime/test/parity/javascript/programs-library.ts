/** The language and the modules of Node.js that contest programs use. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;

export const LIBRARY_PROGRAMS: ScriptProgram[] = [
  program(
    'readFileSync(0): breadth-first search on a grid',
    r`const [first, ...grid] = require('fs').readFileSync(0, 'utf8').trim().split('\n'); const [h, w] = first.split(' ').map(Number); const dist = Array.from({ length: h }, () => Array(w).fill(-1)); const q = [[0, 0]]; dist[0][0] = 0; for (let i = 0; i < q.length; i++) { const [y, x] = q[i]; for (const [dy, dx] of [[0, 1], [1, 0], [0, -1], [-1, 0]]) { const [a, b] = [y + dy, x + dx]; if (grid[a]?.[b] === '.' && dist[a][b] < 0) { dist[a][b] = dist[y][x] + 1; q.push([a, b]); } } } console.log(dist.map((d) => d.join(' ')).join('\n'));`,
    '3 4\n..#.\n.#..\n....\n',
  ),
  program(
    "readline: Dijkstra's algorithm with a heap",
    r`const lines = []; require('readline').createInterface({ input: process.stdin }).on('line', (l) => lines.push(l)).on('close', () => { const [n, m] = lines[0].split(' ').map(Number); const g = Array.from({ length: n + 1 }, () => []); for (let i = 1; i <= m; i++) { const [a, b, c] = lines[i].split(' ').map(Number); g[a].push([b, c]); g[b].push([a, c]); } const d = Array(n + 1).fill(Infinity); d[1] = 0; const h = [[0, 1]]; while (h.length) { h.sort((x, y) => y[0] - x[0]); const [c, v] = h.pop(); if (c > d[v]) continue; for (const [u, k] of g[v]) if (c + k < d[u]) { d[u] = c + k; h.push([d[u], u]); } } console.log(...d.slice(1)); });`,
    '4 5\n1 2 4\n1 3 1\n3 2 2\n2 4 5\n3 4 8\n',
  ),
  program(
    'no input: a sieve',
    'const n = 2e6; const s = new Uint8Array(n + 1); let c = 0; for (let i = 2; i <= n; i++) { if (s[i]) continue; c++; for (let j = i * i; j <= n; j += i) s[j] = 1; } console.log(c);',
  ),
  program(
    'no input: memoised recursion',
    'const memo = new Map(); const f = (n) => { if (n < 2n) return n; if (!memo.has(n)) memo.set(n, f(n - 1n) + f(n - 2n)); return memo.get(n); }; console.log(f(300n));',
  ),
  program(
    'no input: permutations by generators',
    'function* p(a, n = a.length) { if (n <= 1) yield a.slice(); else for (let i = 0; i < n; i++) { yield* p(a, n - 1); const j = n % 2 ? 0 : i; [a[n - 1], a[j]] = [a[j], a[n - 1]]; } } for (const x of p([1, 2, 3])) console.log(x.join(""));',
  ),
  program(
    'no input: destructuring and spread',
    'const { a, b: { c = 5, ...rest } = {}, ...others } = { a: 1, b: { d: 2, e: 3 }, f: 4 }; const [x, , y = 9, ...z] = [1, 2, undefined, 4, 5]; console.log(a, c, rest, others, x, y, z, { ...rest, c }, [...z, ...new Set(z)], Math.max(...z));',
  ),
  program(
    'no input: classes',
    'class A { static #n = 0; #v; static { A.tag = "t"; } constructor(v) { this.#v = v; A.#n++; } get v() { return this.#v; } set v(x) { this.#v = x; } static get n() { return A.#n; } has(o) { return #v in o; } toString() { return `A(${this.#v})`; } } class B extends A { constructor() { super(2); } get v() { return super.v * 10; } } const b = new B(); console.log(`${b}`, b.v, A.n, A.tag, b.has(new A(1)), b.has({}), b instanceof A);',
  ),
  program(
    'no input: closures, hoisting and labels',
    'console.log(f()); function f() { return typeof g; } var g = 1; const fs = []; for (var i = 0; i < 3; i++) fs.push(() => i); for (let j = 0; j < 3; j++) fs.push(() => j); console.log(fs.map((h) => h())); out: for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) { if (b === 2) continue out; if (a === 2) break out; console.log(a, b); }',
  ),
  program(
    'no input: optional chaining and its friends',
    'const o = { a: { f: () => 7 } }; let n = null; n ??= 5; let z = 0; z ||= 6; let t = 1; t &&= 8; console.log(o?.a?.f?.(), o.b?.c.d, o.a.g?.(), null ?? "d", 0 ?? 1, n, z, t, 2 ** 3 ** 2);',
  ),
  program(
    'no input: tagged templates',
    r`const tag = (s, ...v) => s.raw.join('|') + v.join(); console.log(tag${'`'}a\n${'${1}'}b${'${2}'}${'`'}, String.raw${'`'}\t${'`'});`,
  ),
  program(
    'no input: proxies and Reflect',
    'const log = []; const p = new Proxy({ a: 1 }, { get(t, k, r) { log.push(String(k)); return Reflect.get(t, k, r); }, has: () => true, set(t, k, v) { t[k] = v * 2; return true; }, ownKeys: () => ["a", "z"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }); p.b = 4; console.log(p.a, p.b, "q" in p, Object.keys(p), log.length); console.log(Reflect.ownKeys({ b: 1, 2: 1, a: 1, 1: 1 }));',
  ),
  program(
    'no input: symbols',
    'class R { *[Symbol.iterator]() { yield 1; yield 2; } get [Symbol.toStringTag]() { return "R"; } [Symbol.toPrimitive](h) { return h === "number" ? 5 : "prim"; } static [Symbol.hasInstance](x) { return x === 1; } } const o = new R(); console.log([...o], String(Object.prototype.toString.call(o)), +o, `${o}`, 1 instanceof R, Symbol.for("a") === Symbol.for("a"), Symbol("d").description);',
  ),
  program(
    'no input: methods of arrays',
    'const a = [5, 1, 4]; console.log(a.toSorted(), a.toReversed(), a.with(0, 9), a.toSpliced(1, 1), a.findLast((x) => x > 1), a.findLastIndex((x) => x > 9), a.at(-1), a.flatMap((x) => [x, x]), [1, [2, [3, [4]]]].flat(Infinity), a.copyWithin(0, 1), a.fill(7, 1), Array.of(3), a.entries().next(), [1, 2, 3].reduceRight((s, x) => s + x, ""), [3, 4].includes(NaN), [NaN].includes(NaN), [NaN].indexOf(NaN));',
  ),
  program(
    'no input: methods of objects',
    'const o = { b: 1, a: 2 }; console.log(Object.entries(o), Object.fromEntries([["x", 1]]), Object.assign({}, o, { c: 3 }), Object.isFrozen(Object.freeze(o)), Object.hasOwn(o, "b"), Object.getOwnPropertyNames("ab"), Object.getOwnPropertyDescriptors({ get x() { return 1; } })); for (const k in Object.create(o)) console.log(k);',
  ),
  program(
    'no input: Map and Set in order',
    'const m = new Map([[NaN, 1], [0, 2]]); m.set(-0, 3).set("0", 4); m.delete("0"); const s = new Set("hello"); s.add("h"); console.log(m.get(NaN), m.size, [...m], [...s].join(""), [...new Map([[1, { a: 1 }]]).values()]); m.forEach((v, k) => console.log(k, v));',
  ),
  program(
    'no input: eval and Function',
    'var x = 1; console.log(eval("x + 1"), (0, eval)("typeof module"), new Function("a", "b", "return a * b")(3, 4), typeof eval("(function () {})"), eval("var made = 5; made"), typeof made);',
  ),
  program(
    'no input: with and octals',
    'with ({ a: 1 }) console.log(a); console.log(010, 0o10, "\\101"); var arguments_ = 1; function f(a, a) { return a; } console.log(f(1, 2), delete f.x);',
  ),
  program(
    'no input: Buffer',
    "const b = Buffer.alloc(8); b.writeUInt32BE(0xdeadbeef, 0); b.writeInt16LE(-2, 4); console.log(b, b.readUInt32BE(0), b.toString('hex'), Buffer.concat([Buffer.from('a'), Buffer.from([98])]).toString(), Buffer.byteLength('é'), Buffer.compare(Buffer.from('a'), Buffer.from('b')), b.subarray(0, 2), Buffer.from('ff', 'hex')[0], b.equals(Buffer.from(b)), [...Buffer.from('hi')], b.slice(0, 1).length, Buffer.from('x').toJSON());",
  ),
  program(
    'no input: os, util, events, url',
    "const os = require('os'); const util = require('util'); const { URL } = require('url'); console.log(JSON.stringify(os.EOL), os.platform(), util.isArray([]), new URL('http://a.b/c?d=1#e').searchParams.get('d'), util.inherits.length, [...new URLSearchParams('a=1&b=2').keys()]);",
  ),
  program(
    'no input: require and its names',
    "console.log(require('fs') === require('node:fs'), typeof require('node:process').exit, require.main === module, typeof __filename, typeof __dirname, require('process') === process, typeof globalThis.global);",
  ),
  program(
    'no input: process',
    "console.log(process.argv.length, process.platform, typeof process.pid, process.version.startsWith('v'), process.versions.node.split('.').length, typeof process.env, process.exitCode, process.stdin.isTTY, process.stdout.isTTY);",
  ),
  program(
    'no input: globals',
    'console.log(typeof window, typeof document, typeof self, typeof navigator, typeof WorkerGlobalScope, typeof importScripts, typeof postMessage, typeof onmessage, typeof location, typeof name, typeof close, typeof XMLHttpRequest, typeof Worker, typeof indexedDB, Object.prototype.toString.call(globalThis));',
  ),
  program(
    'no input: names of browsers as variables',
    'var name = "n", status = 1, self = 2, top = 3, parent = 4, length = 5, close = 6, location = 7, event = 8; function open() { return 9; } console.log(name, status, self, top, parent, length, close, location, event, open());',
  ),
  program(
    'no input: names of Node.js as constants',
    'const fetch = 1, Event = 2, Blob = 3, crypto = 4; console.log(fetch, Event, Blob, crypto);',
  ),
  program(
    'no input: classes with names of Node.js',
    'class Event { constructor(t) { this.t = t; } } class File extends Event {} console.log(new Event(1), new File(2));',
  ),
  program('a shebang and a byte order mark', '#!/usr/bin/env node\nconsole.log("ok");'),
  program('a comment at the end', 'console.log("ok") // no line end'),
  program(
    'module: imports in every form',
    "import fs, { readFileSync as read } from 'fs'; import * as os from 'node:os'; import process from 'process'; import { EventEmitter } from 'events'; import util from 'util'; console.log(read === fs.readFileSync, os.EOL.length, typeof process.exit, new EventEmitter().listenerCount('x'), util.format('%d', 1));",
  ),
  program(
    'module: exports',
    'export const a = 1; export function f() { return a; } export default class K {} export { f as g }; console.log(a, f(), new K());',
  ),
  program(
    'exports of CommonJS',
    'exports.a = 1; module.exports.b = 2; console.log(exports, module.exports === exports, this === exports);',
  ),
  program(
    'catch in every form',
    "try { throw 1; } catch { console.log('a'); } try { throw { m: 2 }; } catch (e) { console.log(e.m); } Promise.reject(3).catch(function (e) { console.log(e); }); const s = 'catch (e) {'; console.log(s, /catch {/.test('catch {'));",
  ),
  program(
    'regular expressions beside divisions',
    'const a = 8, g = 2; console.log(a / 2 / g, /a\\/[/]b/.test("a//b"), [1].map((x) => x / 2), a++ / 2, `${a / 3}`.length);',
  ),
  program(
    'a long text in pieces',
    "let s = ''; for (let i = 0; i < 200000; i++) s += String.fromCharCode(97 + (i % 26)); let h = 0; for (let i = 0; i < s.length; i++) h = (h * 31 + s.charCodeAt(i)) | 0; console.log(s.length, h);",
  ),
  program(
    'matrix multiplication',
    'const n = 80; const A = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => i + j)); const C = A.map((r) => A[0].map((_, j) => r.reduce((s, x, k) => s + x * A[k][j], 0))); console.log(C[3][4], C.flat().reduce((a, b) => a + b));',
  ),
  program(
    'a segment tree in a typed array',
    'const n = 1 << 12; const t = new Int32Array(2 * n); const up = (i, v) => { for (t[(i += n)] = v; i > 1; i >>= 1) t[i >> 1] = t[i] + t[i ^ 1]; }; const q = (l, r) => { let s = 0; for (l += n, r += n; l < r; l >>= 1, r >>= 1) { if (l & 1) s += t[l++]; if (r & 1) s += t[--r]; } return s; }; for (let i = 0; i < n; i++) up(i, i % 7); console.log(q(0, n), q(10, 20));',
  ),
  left('a pattern in catch', /pattern in catch/, 'try { throw { m: 1 }; } catch ({ m }) { console.log(m); }'),
  left('WebAssembly', /WebAssembly/, 'console.log(typeof WebAssembly);'),
  left('fetch', /fetch/, 'console.log(typeof fetch);'),
  left('util.parseArgs', /util\.parseArgs/, "require('util').parseArgs();"),
];
