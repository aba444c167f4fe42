/** What console.log makes of values: Node's formatting, to the blank. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;
const shows = (name: string, code: string) => program(`no input: prints ${name}`, code);

export const PRINT_PROGRAMS: ScriptProgram[] = [
  shows('numbers', 'console.log(1, -0, 0.1 + 0.2, 1e21, 1e-7, NaN, -Infinity, [-0, 1.5]);'),
  shows(
    'texts and texts within',
    r`console.log('a', ['a', "it's", 'both \' and "', 'new\nline', '\u0007', '\\'], { k: 'v' });`,
  ),
  shows('arrays', 'console.log([], [1], [[1, 2], [3, [4, [5, [6]]]]], [undefined, null], [1, , 3], new Array(3));'),
  shows('more than six numbers', 'console.log(Array.from({ length: 30 }, (_, i) => i * i));'),
  shows('more than a hundred elements', 'console.log(Array.from({ length: 130 }, (_, i) => i));'),
  shows('many texts', "console.log(Array.from({ length: 27 }, (_, i) => 'item' + 'x'.repeat(i % 5)));"),
  shows(
    'objects',
    "console.log({}, { a: 1, 'b c': 2, [Symbol('s')]: 3, d: { e: { f: { g: 1 } } } }, { f() {}, g: () => 1, h: class A {} });",
  ),
  shows(
    'long objects on several lines',
    "console.log({ first: 'x'.repeat(30), second: 'y'.repeat(30), third: [1, 2, 3], fourth: { a: 'z'.repeat(20) } });",
  ),
  shows('a text over many lines in an object', r`console.log({ text: 'line one\nline two\n' + 'x'.repeat(100) });`),
  shows(
    'classes and instances',
    'class P { constructor() { this.x = 1; } get y() { return 2; } static z = 3; } class Q extends P { #h = 1; } console.log(new P(), new Q(), P, Q, [new P()], Object.create(P.prototype));',
  ),
  shows('objects without a prototype', 'const o = Object.create(null); o.a = 1; console.log(o, [o]);'),
  shows(
    'getters and setters',
    'console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v) {} });',
  ),
  shows(
    'Map and Set',
    "console.log(new Map([['a', { b: 1 }], [2, [3]]]), new Set([1, 'x', [2]]), new Map([[new Map(), new Set([new Set([1])])]]));",
  ),
  shows(
    'typed arrays and buffers',
    'console.log(new Uint8Array([1, 2]), new Float64Array(3), new BigInt64Array([1n]), new ArrayBuffer(4), Buffer.from("hé"), new DataView(new ArrayBuffer(2)));',
  ),
  shows('dates and expressions', 'console.log(new Date(0), [new Date(86400000)], /a+b/gi, [/x/], new Date(NaN));'),
  shows(
    'symbols, big integers, booleans',
    "console.log(Symbol('a'), Symbol.iterator, 10n ** 20n, [1n], true, [false], null, undefined);",
  ),
  shows(
    'functions',
    'console.log(function () {}, function named() {}, () => {}, async () => {}, function* g() {}, async function* ag() {}, Math.max, [class {}], Object.assign(() => {}, { a: 1 }));',
  ),
  shows(
    'boxed values',
    "console.log(new Number(1), new String('ab'), new Boolean(false), Object(1n), Object(Symbol('s')), [new String('x')]);",
  ),
  shows('circles', 'const a = { name: "a" }; a.self = a; a.list = [a, { a }]; console.log(a);'),
  shows(
    'iterators and generators',
    'console.log([1][Symbol.iterator](), "a"[Symbol.iterator](), (function* () {})(), "aXbX".matchAll(/X/g));',
  ),
  shows(
    'arguments and array likes',
    '(function () { console.log(arguments, { length: 2, 0: "a", 1: "b" }); })(1, "x");',
  ),
  shows('extra keys of arrays', 'const a = [1, 2]; a.extra = "x"; a[-1] = 3; console.log(a, "m".match(/(?<n>m)/));'),
  shows(
    'formats',
    "console.log('%s is %d years and %i, %f, %j %o %O %c%%', 'Bob', 42.5, 42.9, '1.5', { a: [1] }, [1], { b: 2 }, 'css', 'more', 5); console.log('%s', null, undefined); console.log('100%', 5); console.log('%d', '0x10', 10n); console.log('%s', { a: { b: { c: 1 } } }, [1, [2, [3]]], () => 1, Symbol('q'), -0, 5n);",
  ),
  shows(
    'a format without arguments',
    "console.log('%s %d'); console.log('%%', 1); console.log('a%', 'b'); console.log(5, '%s', 'x');",
  ),
  shows(
    'groups',
    "console.group('G'); console.log('in', { a: 1 }); console.group(); console.log('deeper\\nline'); console.groupEnd(); console.info('i'); console.groupEnd(); console.debug('out');",
  ),
  shows('counts', "console.count(); console.count('x'); console.count(); console.countReset(); console.count();"),
  shows('dir', 'console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir([1, "a"]);'),
  shows('nothing', 'console.log(); console.log(""); console.log(" "); console.log(undefined);'),
  shows(
    'own inspection',
    "const { inspect } = require('util'); class A { [inspect.custom](d, o) { return 'A<' + d + '>'; } } console.log(new A(), [new A()], { a: new A() }, `${inspect({ a: [1, { b: 2 }] }, { depth: 0 })}`, inspect('x'), inspect(new Map([[1, { a: 1 }]]), { compact: false }));",
  ),
  shows(
    'util.format and its friends',
    "const util = require('util'); console.log(util.format('%s=%d', 'a', 1, 'rest'), util.inspect([1, [2, [3, [4]]]], false, null), util.inspect({ b: 1, a: 2 }, { sorted: true }), util.inspect('a'.repeat(5), { colors: true }));",
  ),
  shows(
    'wide characters',
    "console.log(['漢字', '🎉', 'é', 'e\\u0301'], { '漢': '🎉' }, Array.from({ length: 10 }, () => '漢字'));",
  ),
  shows('lone surrogates', r`console.log('\ud800x', ['\ud800'], 'a\udc00'.length);`),
  shows(
    'nested arrays of a board',
    'console.log(Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (i * j) % 3)));',
  ),
  shows(
    'string objects by toString',
    "class V { toString() { return 'V!'; } } console.log(`${new V()}`, '' + [1, [2, 3]], String({}), [] + {}, new V());",
  ),
  shows(
    'JSON',
    "console.log(JSON.stringify({ a: [1, { b: 2 }], c: undefined, d: null, e: NaN, f: new Date(0), g: 'é\\u2028' }), JSON.stringify([1, { a: 2 }], null, 2), JSON.stringify({ a: 1, b: 2 }, ['b']), JSON.parse('[1,{\"a\":2}]', (k, v) => (k === 'a' ? 5 : v)));",
  ),
  left('no input: prints an error with its stack', /stack/, 'console.log(new Error("x"));'),
  left('no input: prints a promise', /promise/, 'console.log(Promise.resolve(1));'),
  left('no input: prints a table', /table/, 'console.table([{ a: 1 }]);'),
  left('no input: prints a promise within an object', /promise/, 'console.log({ a: [Promise.resolve(1)] });'),
  left('no input: prints an error within an array', /stack/, 'console.log([new Error("x")]);'),
  left('no input: prints an iterator of a Map', /iterator/, 'console.log(new Map([[1, 2]]).keys());'),
  left(
    'no input: formats a promise deep within',
    /promise/,
    "require('util').inspect({ a: { b: { c: { d: Promise.resolve() } } } }, { depth: 9 });",
  ),
  shows(
    'proxies as what is behind them',
    'console.log(new Proxy({ a: 1 }, { get: () => 2, ownKeys: () => { throw 1; } }), [new Proxy([1, 2], {})], new Proxy(function f() {}, {}));',
  ),
  shows(
    'an object with an own name of a type',
    'class Set2 extends Set {} class M extends Map {} class Arr extends Array {} console.log(new Set2([1]), new M([[1, 2]]), Arr.of(1, 2), new (class Foo extends Object {})());',
  ),
];
