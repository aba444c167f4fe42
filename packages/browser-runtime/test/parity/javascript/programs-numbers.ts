/** Numbers and texts at their edges. */
import { left, program, type ScriptProgram } from './program.js';

const r = String.raw;
const shows = (name: string, code: string) => program(`no input: ${name}`, code);

export const NUMBER_PROGRAMS: ScriptProgram[] = [
  shows(
    'the edges of numbers',
    'console.log(Number.MAX_SAFE_INTEGER + 2, Number.MIN_VALUE, Number.MAX_VALUE * 10, Number.EPSILON, 2 ** 53 === 2 ** 53 + 1, 5 % -3, -5 % 3, 0 / 0);',
  ),
  shows(
    'rounding',
    'console.log(Math.round(-0.5), Math.round(2.5), (1.005).toFixed(2), (0.000001234).toString(), (123.456).toPrecision(4), (25).toString(36), (-7.9) | 0, ~~1e10, 1e21 + "", (1e21).toFixed(2));',
  ),
  shows(
    'shifts and bits',
    'console.log(1 << 31, 1 << 32, -1 >>> 0, -1 >> 1, 5 & 3, 5 ^ 3, ~5, Math.clz32(1), Math.imul(0xffffffff, 5), Math.fround(0.1));',
  ),
  shows(
    'functions of Math',
    'console.log([Math.sin(1), Math.cos(1e6), Math.tan(0.5), Math.exp(1), Math.log(10), Math.log2(8), Math.log10(1000), Math.pow(2, 0.5), Math.cbrt(27), Math.hypot(3, 4), Math.atan2(1, -1), Math.sinh(1), Math.expm1(1e-10), Math.trunc(-1.5), Math.sign(-3)].join());',
  ),
  shows(
    'big integers',
    'console.log(2n ** 200n, -7n / 2n, -7n % 2n, BigInt.asUintN(64, -1n), BigInt.asIntN(8, 200n), BigInt("0xff"), 10n > 9, 2n == 2, (123n).toString(2), typeof 1n, BigInt(Number.MAX_SAFE_INTEGER) * 3n);',
  ),
  program(
    'readFileSync(0): big integers summed',
    r`console.log(String(require('fs').readFileSync(0, 'utf8').trim().split('\n').map(BigInt).reduce((a, b) => a + b, 0n)));`,
    '99999999999999999999\n1\n-5',
  ),
  shows(
    'reading numbers',
    r`console.log(['', ' 12 ', '0x1f', '1e3', '1_000', '0b11', 'abc', '12px', '-0', '.5', '5.'].map((s) => [Number(s), parseInt(s), parseFloat(s)]).join(' | '));`,
  ),
  shows(
    'factorials and powers modulo',
    'const p = (b, e, m) => { let r = 1n; b %= m; while (e > 0n) { if (e & 1n) r = (r * b) % m; b = (b * b) % m; e >>= 1n; } return r; }; let f = 1n; for (let i = 2n; i <= 60n; i++) f *= i; console.log(f.toString(), p(3n, 10n ** 18n, 1000000007n));',
  ),
  shows(
    'sorting',
    'console.log([10, 9, 1].sort(), [3, 1, 2].sort((a, b) => b - a), ["b", undefined, "a"].sort(), [[2, "x"], [1, "y"], [2, "a"]].sort((a, b) => a[0] - b[0]));',
  ),
  shows(
    'sorting texts by locale',
    r`console.log(['ä', 'a', 'Z', 'z', 'é', '10', '9'].sort((a, b) => a.localeCompare(b)), ['a10', 'a9'].sort(new Intl.Collator(undefined, { numeric: true }).compare), 'a'.localeCompare('b'));`,
  ),
  shows(
    'numbers by locale',
    'console.log((1234567.891).toLocaleString(), (1234.5).toLocaleString("en-US", { style: "currency", currency: "USD" }), (5n).toLocaleString(), new Intl.NumberFormat("en-US").format(1e6));',
  ),
  shows(
    'texts',
    r`console.log('abc'.at(-1), 'a-b-c'.replaceAll('-', '+'), 'x'.padStart(3, 'ab'), '  t '.trim() + '|', 'abc'.substring(2, 0), 'abc'.slice(-2), 'abc'.substr(1, 1), 'ß'.toUpperCase(), 'İ'.toLowerCase().length, 'a,b,,c'.split(','), 'abc'.split(''), [...'e\u0301🎉'].length, '🎉'.length, '🎉'.codePointAt(0));`,
  ),
  shows(
    'normal forms',
    r`console.log('é'.normalize('NFD').length, 'e\u0301'.normalize() === 'é', 'ﬁ'.normalize('NFKC'), '\u{1F600}', String.fromCodePoint(0x1f601), 'a\u0000b'.length);`,
  ),
  shows(
    'regular expressions',
    r`console.log('2020-01-02'.replace(/(\d+)-(\d+)-(\d+)/, '$3/$2/$1'), [...'a1b22'.matchAll(/\d+/g)].map((m) => m[0] + m.index), /(?<y>\d{4})/.exec('in 1999').groups.y, 'aBc'.replace(/b/i, (m) => m + m), /\p{L}+/u.exec('héllo!')[0], 'x'.search(/y/), /(?<=\$)\d+/.exec('$42')[0], /a.c/s.test('a\nc'), 'a\nb'.match(/^b/m).index);`,
  ),
  shows(
    'dates',
    'const d = new Date(Date.UTC(2024, 1, 29, 12, 30)); console.log(d.toISOString(), d.getTime(), d.getDay(), d.getHours(), d.getTimezoneOffset(), JSON.stringify(d), Date.parse("2024-03-10T00:00:00Z"), new Date("2024-01-31").getUTCDate(), new Date(2024, 0, 32).getMonth());',
  ),
  shows(
    'dates as texts',
    'const d = new Date(0); console.log(String(d), d.toDateString(), d.toUTCString(), d.toLocaleDateString(), d.toLocaleTimeString(), d.toLocaleString("en-GB"));',
  ),
  shows(
    'URI and base64',
    r`console.log(encodeURIComponent('a b&é'), decodeURIComponent('%F0%9F%8E%89'), encodeURI('a b?x=1'), escape('ü'), btoa('hi'), atob('aGk='), Buffer.from('hi').toString('base64'), Buffer.from('aGk', 'base64').toString());`,
  ),
  shows(
    'typed arrays wrap',
    'const a = new Uint8Array([256, -1, 1.9]); const c = new Uint8ClampedArray([300, -5, 1.5]); const i = new Int32Array([2 ** 31]); const f = new Float32Array([0.1]); console.log(a.join(), c.join(), i[0], f[0], new Uint16Array(new Uint8Array([1, 2]).buffer)[0]);',
  ),
  shows(
    'a DataView',
    'const v = new DataView(new ArrayBuffer(16)); v.setFloat64(0, Math.PI); v.setBigUint64(8, 2n ** 63n, true); console.log(v.getUint8(0), v.getInt32(4), v.getBigInt64(8, true), v.getFloat64(0));',
  ),
  shows(
    'sums of floats',
    'let s = 0; for (let i = 1; i <= 1e6; i++) s += 1 / i; console.log(s, [0.1, 0.2, 0.3].reduce((a, b) => a + b), 0.1 * 3, 1 / 3, 100 * 1.1, 4.35 * 100);',
  ),
  shows(
    'comparisons',
    'console.log([] == false, null == 0, null >= 0, NaN === NaN, Object.is(-0, 0), "2" > "12", 2 > "12", [2] == 2, undefined == null, "b" > "a", typeof null, typeof undefined, typeof (() => {}));',
  ),
  shows(
    'random numbers from a generator of its own',
    'let x = 123456789; const next = () => { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; return x >>> 0; }; console.log(Array.from({ length: 5 }, next));',
  ),
  left('no input: a method newer than the server', /newer/, 'console.log(Object.groupBy([1, 2], (x) => x % 2));'),
  left('no input: sets united', /newer/, 'console.log(new Set([1]).union(new Set([2])));'),
];
