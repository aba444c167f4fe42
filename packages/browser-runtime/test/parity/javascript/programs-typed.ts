/** TypeScript: what its types leave behind. */
import { left, type ScriptProgram, typed } from './program.js';

const r = String.raw;

export const TYPED_PROGRAMS: ScriptProgram[] = [
  typed(
    'main(input): interfaces and generics',
    'interface P<T> { v: T } function id<T extends object>(p: P<T>): P<T> { return p; } function main(input: string): string { const p: P<{ s: string }> = id({ v: { s: input } }); return p.v.s!; }',
    'typed',
  ),
  typed(
    'main(input): as in the template',
    r`function main(input: string): number { const numbers: number[] = input.trim().split(/\s+/).map(Number); return numbers.reduce((sum, number) => sum + number, 0); }`,
    '1 2 3',
  ),
  typed(
    'readFileSync: imports',
    r`import * as fs from 'fs'; const lines: string[] = fs.readFileSync(0, 'utf8').split('\n'); console.log(lines.length);`,
    'a\nb\n',
  ),
  typed(
    'readFileSync: named imports and types',
    r`import { readFileSync, type PathLike } from 'node:fs'; import type { Interface } from 'readline'; const p: PathLike = '/dev/stdin'; let x: Interface | undefined; console.log(readFileSync(p, 'utf8').trim(), x);`,
    'q',
  ),
  typed(
    'readline: for await',
    r`import { createInterface } from 'readline'; async function main(): Promise<void> { for await (const line of createInterface({ input: process.stdin })) console.log((line as string).length); } main();`,
    'ab\nc\n',
  ),
  typed('enums', 'enum A { X, Y = 5, Z } enum S { A = "a", B = "b" } console.log(A.X, A.Z, A[5], S.B, A, S);'),
  typed('constant enums', 'const enum C { One = 1, Two = One << 1 } console.log(C.Two, [C.One]);'),
  typed(
    'enums with calculated members',
    'enum F { None = 0, R = 1 << 0, W = 1 << 1, RW = R | W, L = "abc".length } console.log(F.RW, F[3], F.L);',
  ),
  {
    ...left(
      'parameter properties',
      /parameter property/,
      'class P { constructor(public readonly x: number, private y = 2) {} } console.log(new P(1));',
    ),
    isTyped: true,
  },
  typed(
    'class fields and modifiers',
    'abstract class A { protected abstract f(): number; static readonly k: number = 3; declare q: string; public v?: number; run(): number { return this.f() + A.k; } } class B extends A { override f() { return 4; } readonly w = 1; } console.log(new B().run(), new B());',
  ),
  typed(
    'assertions, satisfies and non-null',
    'const a = { x: 1 } as const; const b = <number>(a.x as unknown); const c = { y: 2 } satisfies Record<string, number>; let d: string | undefined; console.log(a, b, c.y!, d?.length);',
  ),
  typed(
    'overloads and this parameters',
    'function f(a: string): string; function f(a: number): number; function f(a: any): any { return a; } function g(this: { n: number }) { return this.n; } console.log(f("x"), f(1), g.call({ n: 5 }));',
  ),
  typed(
    'generic arrows and calls',
    'const id = <T,>(x: T): T => x; const m = new Map<string, number[]>(); m.set("a", [1]); const r = id<number>(3) < 4; console.log(id(5), m, r, [1, 2].map<string>((x) => `${x}`));',
  ),
  typed(
    'type guards, unions, tuples',
    'type U = { k: "a"; v: number } | { k: "b"; s: string }; const is = (u: U): u is Extract<U, { k: "a" }> => u.k === "a"; const t: [number, string?] = [1]; function assertIs(x: unknown): asserts x is string {} console.log(is({ k: "a", v: 1 }), t, typeof assertIs);',
  ),
  typed(
    'declarations that leave nothing',
    'declare const nothing: number; declare function f(): void; type T = string; interface I {} declare global { interface Window { x: 1 } } export type { T }; console.log("ok");',
  ),
  typed(
    'definite assignment and optional members',
    'class N { left!: N | null; right?: N; v: number; constructor(v: number) { this.v = v; } } const n = new N(1); console.log(n, Object.keys(n), "left" in n);',
  ),
  typed(
    'accessors and index signatures',
    'class C { [k: string]: unknown; private _v = 1; get v(): number { return this._v; } set v(x: number) { this._v = x; } } const c = new C(); c.v = 4; console.log(c.v, c);',
  ),
  typed(
    'big integers and large sums',
    'const xs: bigint[] = [1n, 2n]; const s: bigint = xs.reduce((a: bigint, b: bigint): bigint => a + b, 0n); console.log(s, s * 10n ** 20n);',
  ),
  typed(
    'labels, ternaries and regular expressions beside types',
    'const f = (a?: number): string => (a ? `${a}` : "none"); const g = (x: number) => x < 3 ? /a>b/.test("a>b") : <any>x; loop: for (const k of [1, 2]) { if (k) continue loop; } console.log(f(), f(2), g(1), g(5));',
  ),
  typed('an error at run time', 'const xs: number[] = []; const x: any = xs[0]; console.log("before"); x.y.z;'),
  typed('top-level await', 'const v: number = await Promise.resolve(4); console.log(v); export {};'),
  typed(
    'async generators',
    'async function* g(n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) yield i; } (async (): Promise<void> => { for await (const x of g(3)) console.log(x); })();',
  ),
  { ...left('a namespace', /namespace/, 'namespace N { export const a = 1; } console.log(N.a);'), isTyped: true },
  { ...left('a decorator', /decorator/, 'function d(t: any) {} @d class A {} console.log(A.name);'), isTyped: true },
  { ...left('what is no TypeScript', /syntax/, 'const x: = 5;'), isTyped: true },
];
