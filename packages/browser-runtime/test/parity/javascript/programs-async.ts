/** The order in which things happen. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;
const shows = (name: string, code: string, input = '') => program(name, code, input);

export const ASYNC_PROGRAMS: ScriptProgram[] = [
  shows(
    'the order of ticks, promises, timers and immediates',
    "setTimeout(() => console.log('timeout'), 0); setImmediate(() => console.log('immediate')); Promise.resolve().then(() => console.log('promise')); process.nextTick(() => console.log('tick')); queueMicrotask(() => console.log('microtask')); console.log('main');".replace(
      "setImmediate(() => console.log('immediate'));",
      '',
    ),
  ),
  shows(
    'ticks within promises',
    "Promise.resolve().then(() => { console.log('p1'); process.nextTick(() => console.log('t1')); }).then(() => console.log('p2')); process.nextTick(() => { console.log('t0'); Promise.resolve().then(() => console.log('p0')); process.nextTick(() => console.log('t00')); });",
  ),
  shows(
    'ticks within timers',
    "setTimeout(() => { console.log('a'); process.nextTick(() => console.log('a tick')); Promise.resolve().then(() => console.log('a promise')); }, 1); setTimeout(() => console.log('b'), 1);",
  ),
  shows(
    'timers in order of their time',
    "setTimeout(() => console.log(30), 30); setTimeout(() => console.log(10), 10); setTimeout(() => console.log(20), 20); setTimeout((a, b) => console.log(a, b), 15, 'with', 'arguments');",
  ),
  shows(
    'an interval that is cleared',
    'let n = 0; const t = setInterval(() => { console.log(++n); if (n === 3) clearInterval(t); }, 2);',
  ),
  shows(
    'a timer that is cleared',
    "const t = setTimeout(() => console.log('never'), 5); clearTimeout(t); clearTimeout(undefined); setTimeout(() => console.log('yes'), 6);",
  ),
  shows(
    'a timer that keeps nothing alive',
    "setTimeout(() => console.log('never'), 100000).unref(); console.log('ends');",
  ),
  shows(
    'immediates in order',
    "setImmediate(() => { console.log(1); setImmediate(() => console.log(3)); process.nextTick(() => console.log('tick')); }); setImmediate((x) => console.log(x), 2);",
  ),
  shows(
    'await in loops',
    "const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); (async () => { for (let i = 0; i < 3; i++) { await sleep(2); console.log(i); } })(); console.log('first');",
  ),
  shows(
    'Promise.all and its friends',
    "(async () => { console.log(await Promise.all([1, Promise.resolve(2)]), await Promise.race([new Promise(() => {}), 5]), await Promise.any([Promise.reject(1), 2])); const s = await Promise.allSettled([1, Promise.reject('no')]); console.log(s); try { await Promise.any([Promise.reject(1)]); } catch (e) { console.log(e.constructor.name, e.errors); } })();",
  ),
  shows(
    'thenables',
    "(async () => { console.log(await { then(r) { r(7); } }); })(); Promise.resolve().then(() => console.log('a')).then(() => console.log('c')); Promise.resolve().then(() => console.log('b'));",
  ),
  shows(
    'async generators',
    "async function* g() { for (let i = 0; i < 3; i++) { await null; yield i; } } (async () => { for await (const x of g()) console.log(x); for await (const y of [Promise.resolve('p'), 'q']) console.log(y); })();",
  ),
  shows(
    'a queue of workers',
    'const out = []; const jobs = [5, 1, 3, 2]; const work = async (id) => { while (jobs.length) { const j = jobs.shift(); await new Promise((r) => setTimeout(r, j * 40)); out.push(j); } }; Promise.all([work(1), work(2)]).then(() => console.log(out));',
  ),
  shows(
    'events',
    "const E = require('events'); class A extends E {} const a = new A(); a.on('x', (v) => console.log('on', v)); a.once('x', (v) => console.log('once', v)); a.prependListener('x', () => console.log('first')); console.log(a.emit('x', 1), a.emit('x', 2), a.emit('y'), a.listenerCount('x')); a.off('x', () => {}); a.removeAllListeners(); console.log(a.emit('x'));",
  ),
  shows(
    'events.once',
    "const { once, EventEmitter } = require('node:events'); const e = new EventEmitter(); setTimeout(() => e.emit('go', 1, 2), 1); once(e, 'go').then((v) => console.log(v));",
  ),
  shows(
    'top-level await in a module',
    "import { setTimeout as sleep } from 'node:timers/promises'; console.log('a'); console.log(await sleep(2, 'value')); const x = await Promise.all([1, 2]); console.log(x); export {};",
  ),
  shows(
    'util.promisify',
    "const { promisify } = require('util'); const f = promisify((a, cb) => setTimeout(() => cb(null, a * 2), 1)); f(4).then(console.log); promisify(setTimeout)(1, 'slept').then(console.log);",
  ),
  shows(
    'the exit event',
    "process.on('exit', (c) => console.log('exit', c)); process.on('beforeExit', () => console.log('before')); console.log('main');",
  ),
  shows(
    'beforeExit that goes on',
    "let n = 0; process.on('beforeExit', () => { if (n++ < 2) setTimeout(() => console.log('more', n), 1); }); process.on('exit', () => console.log('bye'));",
  ),
  shows(
    'structuredClone',
    'const o = { a: [1, new Map([[1, new Set([2])]])], d: new Date(0) }; o.me = o; const c = structuredClone(o); console.log(c, c !== o, c.me === c);',
  ),
  shows(
    'hrtime, uptime, performance',
    "const t = process.hrtime(); const b = process.hrtime.bigint(); console.log(t.length, typeof b, typeof performance.now(), process.uptime() >= 0, process.hrtime(t)[0], require('perf_hooks').performance.now() > 0, Date.now() > 1.6e12);",
  ),
  shows(
    'readline beside timers',
    "const rl = require('readline').createInterface({ input: process.stdin }); rl.on('line', (l) => { console.log(l); Promise.resolve().then(() => console.log('then', l)); }); rl.on('close', () => console.log('closed'));",
    '1\n2\n',
  ),
  shows(
    'a WeakRef and a WeakMap',
    'const k = {}; const w = new WeakMap([[k, 1]]); const s = new WeakSet([k]); const ref = new WeakRef(k); console.log(w.get(k), s.has(k), ref.deref() === k, w.has({}));',
  ),
  left('an AbortController', /AbortController/, 'console.log(new AbortController().signal.aborted);'),
  left('worker threads', /worker_threads/, r`const { Worker } = require('worker_threads'); new Worker('x');`),
];
