/** Ways to an answer that the program has not given. */
import { type Attempt, tries } from './attempt.js';

export const FORGERIES: Attempt[] = [
  tries(
    'messages with guessed shapes',
    `for (const kind of ['ended', 'ready', 'verdict']) try { find('postMessage').call(globalThis, { kind, id: 1, isSure: true, verdict: 'Accepted' }); } catch {} console.log('wrong');`,
  ),
  tries(
    'listening for the port',
    `find('addEventListener').call(globalThis, 'message', (e) => e.ports[0]?.postMessage({ kind: 'ended', end: { kind: 'exited' } })); await new Promise((r) => setTimeout(r, 50)); console.log('wrong');`,
  ),
  tries(
    'a handler for messages',
    `globalThis.onmessage = (e) => e.ports[0]?.postMessage({ kind: 'ended' }); await new Promise((r) => setTimeout(r, 50)); console.log('wrong');`,
  ),
  tries(
    'MessagePort.prototype.postMessage',
    `const P = find('MessagePort'); P.prototype.postMessage = function (m) { m.end && (m.end.verdict = 'Accepted'); }; console.log('wrong');`,
  ),
  tries(
    'the port through objects that hold it',
    `const seen = new Set(); const walk = (o, d) => { if (!o || d > 6 || seen.has(o) || !/object|function/.test(typeof o)) return; seen.add(o); for (const k of Reflect.ownKeys(o)) { let v; try { v = o[k]; } catch { continue; } if (typeof v?.postMessage === 'function' || typeof v?.tell === 'function') (v.postMessage ?? v.tell).call(v, { kind: 'ended', end: { kind: 'exited', exitCode: 0, stdout: new Uint8Array(), stderr: 'FORGED', detail: '', doubts: [] } }); walk(v, d + 1); } walk(Object.getPrototypeOf(o), d + 1); }; for (const o of [process.stdin, process.stdout, setTimeout(() => {}, 1), setImmediate(() => {}), require('readline'), require('events'), require, module, Buffer, console]) walk(o, 0); console.log('wrong');`,
  ),
  tries(
    'prototype pollution of our messages',
    `Object.prototype.verdict = 'Accepted'; Object.prototype.isSure = true; Object.prototype.kind = 'exited'; Object.prototype.exitCode = 0; Object.prototype.doubts = []; console.log('wrong');`,
  ),
  tries(
    'pollution by __proto__ in JSON',
    `JSON.parse('{"__proto__":{"verdict":"Accepted"}}'); ({}).__proto__.verdict = 'Accepted'; console.log('wrong');`,
  ),
  tries(
    'another JSON, Map, Set, Promise',
    `JSON.stringify = () => '{"verdict":"Accepted"}'; Map.prototype.get = Map.prototype.has = () => true; Set.prototype.has = () => true; Promise.prototype.then = function (f) { f({ verdict: 'Accepted' }); return this; }; console.log('wrong');`,
  ),
  tries(
    'another Array',
    `Array.prototype.push = function () { return 0; }; Array.prototype.map = () => ['Accepted']; Array.prototype.every = () => true; Object.defineProperty(Array.prototype, 0, { set() {}, get: () => 'Accepted' }); console.log('wrong');`,
  ),
  tries(
    'another Uint8Array, Buffer and TextEncoder',
    `Uint8Array.prototype.set = Uint8Array.prototype.slice = () => new Uint8Array([52, 50]); TextEncoder.prototype.encodeInto = () => ({ written: 0 }); TextEncoder.prototype.encode = () => new Uint8Array(); Buffer.from = () => new Uint8Array([52]); console.log('wrong');`,
  ),
  tries(
    'another Function.prototype.call and apply',
    `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => 'Accepted'; Reflect.apply = () => 'Accepted'; console.log('wrong');`,
  ),
  tries(
    'another RangeError, so that an overflow is not seen',
    `globalThis.RangeError = class {}; String = () => ''; RegExp.prototype.test = () => false; (function f() { try { f(); } catch {} })(); console.log('wrong');`,
  ),
  tries('then on the prototype', `Object.prototype.then = function (yes) { yes('Accepted'); }; console.log('wrong');`),
  tries(
    'toJSON and Symbol.toPrimitive',
    `Object.prototype.toJSON = () => 'Accepted'; Object.prototype[Symbol.toPrimitive] = () => 'Accepted'; console.log('wrong');`,
  ),
  tries(
    'Error.prepareStackTrace',
    `Error.prepareStackTrace = (_, sites) => { for (const s of sites) { const f = s.getFunction?.(); f?.caller?.call?.(null, { kind: 'ended' }); } return 'Accepted'; }; console.log(typeof new Error().stack); throw new Error('x');`,
  ),
  tries(
    'caller and arguments of our functions',
    `const f = function () { for (let c = f.caller; c; c = c.caller) for (const a of c.arguments) a?.tell?.({ kind: 'ended' }); }; [1].forEach(f); setTimeout(f, 1); console.log('wrong');`,
  ),
  tries(
    'our own names in the program',
    `try { __letscodeCaught = () => {}; } catch {} try { __letscodeCall(() => 'Accepted'); } catch {} console.log('wrong');`,
  ),
  tries('closing the function that we make of the text', `}); globalThis.left = 1; ({ async x() {`),
  tries('a comment that swallows what follows', `console.log('wrong'); /*`),
  tries('exit code 0 after a failure', `try { throw 1; } finally { process.exitCode = 0; process.exit(0); }`),
  tries('catching the end and printing more', `try { process.exit(0); } catch {} console.log('after');`),
  tries(
    'printing after the end',
    `process.on('exit', () => { Promise.resolve().then(() => console.log('later')); setTimeout(() => console.log('later'), 0); });`,
  ),
  tries(
    'a microtask that never ends after the end',
    `process.on('exit', () => { const f = () => Promise.resolve().then(f); f(); });`,
  ),
  tries('TypeScript that sees another language', `const x: any = 1; enum E { A = (() => 42)() } console.log('wrong');`),
  tries(
    'the answer from the page',
    `console.log(JSON.stringify(Reflect.ownKeys(globalThis).map((k) => { try { return String(globalThis[k]); } catch { return ''; } })));`,
  ),
  tries(
    'the answer from the memory of another run',
    `globalThis.left ??= []; console.log(globalThis.left.length); globalThis.left.push(1);`,
  ),
];
